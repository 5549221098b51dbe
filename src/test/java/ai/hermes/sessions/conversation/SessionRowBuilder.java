package ai.hermes.sessions.conversation;

import java.util.OptionalDouble;

/** A session for tests: an open one of a command line, unless told otherwise. */
final class SessionRowBuilder {

    private final String id;
    private String source = "cli";
    private String sessionKey = "";
    private String parentId = "";
    private String branchedFrom = "";
    private String delegateFrom = "";
    private String resetFrom = "";
    private double startedAt = 100;
    private double endedAt;
    private String endReason = "";
    private double lastActivityAt;
    private String title = "";
    private long messageCount;
    private boolean archived;
    private boolean hidden;

    private SessionRowBuilder(String id) {
        this.id = id;
    }

    static SessionRowBuilder session(String id) {
        return new SessionRowBuilder(id);
    }

    SessionRowBuilder source(String value) {
        source = value;
        return this;
    }

    SessionRowBuilder chat(String value) {
        sessionKey = value;
        return this;
    }

    SessionRowBuilder childOf(String value) {
        parentId = value;
        return this;
    }

    SessionRowBuilder branchedFrom(String value) {
        branchedFrom = value;
        return this;
    }

    SessionRowBuilder delegateFrom(String value) {
        delegateFrom = value;
        return this;
    }

    SessionRowBuilder resetFrom(String value) {
        resetFrom = value;
        return this;
    }

    SessionRowBuilder startedAt(double value) {
        startedAt = value;
        return this;
    }

    SessionRowBuilder ended(String reason, double at) {
        endReason = reason;
        endedAt = at;
        return this;
    }

    SessionRowBuilder activeAt(double value) {
        lastActivityAt = value;
        return this;
    }

    SessionRowBuilder title(String value) {
        title = value;
        return this;
    }

    SessionRowBuilder messages(long value) {
        messageCount = value;
        return this;
    }

    SessionRowBuilder archived() {
        archived = true;
        return this;
    }

    SessionRowBuilder hidden() {
        hidden = true;
        return this;
    }

    SessionRow build() {
        return new SessionRow(
                id,
                source,
                sessionKey,
                "a-model",
                "",
                parentId,
                branchedFrom,
                delegateFrom,
                resetFrom,
                startedAt,
                endedAt,
                endReason,
                lastActivityAt,
                title,
                "",
                messageCount,
                0,
                0,
                0,
                0,
                0,
                OptionalDouble.empty(),
                0,
                archived,
                false,
                hidden,
                OptionalDouble.empty());
    }
}
