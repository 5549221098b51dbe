package ai.hermes.sessions.insight;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How large stores are.
 *
 * @param profiles one for each store that could be read
 * @param faults stores that could not
 */
record CapacityAnswer(List<OfProfile> profiles, List<InsightFault> faults) {

    /** The tables that it has as CSV. */
    enum Table {
        TREES(List.of("profile", "name", "table", "kind", "bytes", "how"), it -> it.file.trees().stream()
                .map(tree -> List.<Object>of(
                        it.profile,
                        tree.name(),
                        tree.table(),
                        tree.kind(),
                        tree.bytes(),
                        tree.how().wireName()))
                .toList()),
        SOURCES(
                List.of("profile", "source", "sessions", "messages", "content_bytes", "share"),
                it -> it.content.sources().stream()
                        .map(source -> List.<Object>of(
                                it.profile,
                                source.source(),
                                source.sessions(),
                                source.messages(),
                                source.contentBytes(),
                                source.share()))
                        .toList()),
        SESSIONS(
                List.of("profile", "session_id", "title", "source", "messages", "content_bytes"),
                it -> it.content.sessions().stream()
                        .map(session -> List.<Object>of(
                                it.profile,
                                session.sessionId(),
                                session.title(),
                                session.source(),
                                session.messages(),
                                session.contentBytes()))
                        .toList()),
        GROWTH(List.of("profile", "day", "messages", "content_bytes"), it -> it.growing.growth().stream()
                .map(day -> List.<Object>of(it.profile, day.day(), day.messages(), day.contentBytes()))
                .toList());

        private final List<String> columns;
        private final Function<OfProfile, List<List<Object>>> rows;

        Table(List<String> columns, Function<OfProfile, List<List<Object>>> rows) {
            this.columns = columns;
            this.rows = rows;
        }
    }

    Csv csv(Table table) {
        List<List<Object>> rows = new ArrayList<>();
        profiles.forEach(it -> rows.addAll(table.rows.apply(it)));
        return new Csv(table.columns, rows);
    }

    /**
     * One store.
     *
     * @param profile whose it is
     * @param complete whether all was measured; if not, asking again goes on
     * @param progress how far it is
     * @param file what the file is made of
     * @param content what messages hold
     * @param growing how it grows
     * @param prune what the agent's prune would remove
     * @param measuredAt when the measuring was begun, in seconds since 1970
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record OfProfile(
            String profile,
            boolean complete,
            Progress progress,
            @JsonUnwrapped FileSizes file,
            @JsonUnwrapped ContentSizes content,
            @JsonUnwrapped GrowthSizes growing,
            Prune prune,
            double measuredAt) {}

    /**
     * How far measuring is.
     *
     * @param messagesRead messages that were read
     * @param messagesTotal how many there are; about, until all were read
     * @param treesRead tables and indexes that were measured
     * @param treesTotal how many there are
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Progress(long messagesRead, long messagesTotal, int treesRead, int treesTotal) {}
}
