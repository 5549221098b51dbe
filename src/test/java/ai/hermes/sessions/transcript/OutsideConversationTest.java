package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutsideConversationTest {

    private static final Masking MASKING = new Masking();

    private static List<Message> messages(long seed, int count) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode message = JsonNodeFactory.instance.objectNode();
            message.put("role", random.nextInt(3) == 0 ? "user" : "assistant");
            message.put("content", "m" + i + " " + "x".repeat(random.nextInt(5) == 0 ? 9_000 : 10));
            message.put("compacted", random.nextInt(4) == 0);
            message.put("timestamp", 1_000.0 + i);
            messages.add(Message.of(message, i + 1L, "s", false));
        }
        return messages;
    }

    /** Pieces of three, so that much of what can go wrong at their ends does. */
    private static LongConversation conversation(List<Message> all) {
        return new OutsideConversation(
                before -> {
                    int to = (int) Math.min(all.size(), before);
                    int from = Math.max(0, to - 3);
                    return new MessageWindow(all.subList(from, to), from, from > 0, all.size(), all.size(), 0);
                },
                MASKING,
                new Texts(MASKING));
    }

    private static List<Long> shown(List<Message> all, Show show) {
        return all.stream()
                .filter(it -> show.compacted() || !it.compacted())
                .map(Message::id)
                .toList();
    }

    @Property(tries = 200)
    void windowsJoinedAreTheWhole(
            @ForAll long seed,
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 9) int limit,
            @ForAll boolean compacted,
            @ForAll boolean back) {
        // given
        List<Message> all = messages(seed, count);
        Show show = new Show(compacted, false);

        // when
        List<Long> joined = Walks.joined(conversation(all), show, limit, 20_000, back);

        // then
        assertThat(joined).isEqualTo(shown(all, show));
    }

    @Property(tries = 100)
    void whatIsExportedIsTheWhole(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        // given
        List<Message> all = messages(seed, count);

        // when
        List<Long> joined = Walks.whole(conversation(all), Show.USUAL, 5);

        // then
        assertThat(joined).isEqualTo(shown(all, Show.USUAL));
    }

    @Test
    void aLongOneIsReadOnceAndNotAgainForEachPiece() {
        // given
        List<Message> all = messages(7, 4_000);
        long[] read = {0};
        LongConversation conversation = new OutsideConversation(
                before -> {
                    MessageWindow piece = new Windows(new NoLimits())
                            .piece(
                                    all.size(),
                                    0,
                                    before,
                                    span -> {
                                        read[0] += span.to() - span.from();
                                        return all.subList(span.from(), span.to()).stream()
                                                .map(it -> new Outline(it.id(), it.role(), 100, 0, 0, false))
                                                .toList();
                                    },
                                    (span, clip) -> all.subList(span.from(), span.to()));
                    return piece;
                },
                MASKING,
                new Texts(MASKING));

        // when
        List<Long> joined = Walks.whole(conversation, Show.USUAL, 250);

        // then
        assertThat(joined).hasSize(4_000);
        assertThat(read[0]).isLessThan(4 * 4_000);
    }

    private record NoLimits() implements TranscriptConfig {

        @Override
        public int maxMessages() {
            return Integer.MAX_VALUE;
        }

        @Override
        public MemorySize maxSize() {
            return new MemorySize(BigInteger.valueOf(Long.MAX_VALUE));
        }

        @Override
        public MemorySize maxImage() {
            return maxSize();
        }
    }

    @Test
    void anUnknownMessageIsTold() {
        // given
        LongConversation conversation = conversation(messages(1, 4));

        // then
        assertThatExceptionOfType(MessageNotFoundException.class)
                .isThrownBy(() -> Walks.slice(conversation, new Anchor.Before(5), Show.USUAL, 3, 1_000));
    }
}
