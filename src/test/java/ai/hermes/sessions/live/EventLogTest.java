package ai.hermes.sessions.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final long THREE_EVENTS = 1_500;

    private final EventLog log = new EventLog("now", THREE_EVENTS);

    private void add(int events) {
        for (int i = 0; i < events; i++) {
            log.add(new LiveEvent(
                    log.nextId(), Instant.EPOCH, Map.of(), Map.of(), new EventWriter(new ObjectMapper())));
        }
    }

    @Test
    void whatCameAfterAnEventIsThere() {
        // when
        add(3);

        // then
        assertThat(log.after(1).map(it -> it.id().sequence())).hasValue(2L);
        assertThat(log.obstacle(new EventId("now", 0))).isEmpty();
    }

    @Test
    void afterTheLastThereIsNone() {
        // when
        add(3);

        // then
        assertThat(log.after(3)).isEmpty();
        assertThat(log.lostAfter(3)).isZero();
    }

    @Test
    void theOldestGoFirst() {
        // when
        add(5);

        // then
        assertThat(log.lostAfter(1)).isEqualTo(1);
        assertThat(log.obstacle(new EventId("now", 1))).hasValue(Resync.OVERTAKEN);
        assertThat(log.obstacle(new EventId("now", 2))).isEmpty();
    }

    @Test
    void aLogThatIsTooSmallForOneEventKeepsTheLast() {
        // given
        EventLog small = new EventLog("now", 1);

        // when
        small.add(
                new LiveEvent(small.nextId(), Instant.EPOCH, Map.of(), Map.of(), new EventWriter(new ObjectMapper())));

        // then
        assertThat(small.after(0)).isPresent();
    }

    @Test
    void idsOfAnotherStartAreNoneOfNow() {
        // when
        add(1);

        // then
        assertThat(log.obstacle(new EventId("before", 1))).hasValue(Resync.RESTARTED);
    }

    @Test
    void idsThatWereNotGivenOutAreUnknown() {
        // when
        add(1);

        // then
        assertThat(log.obstacle(new EventId("now", 2))).hasValue(Resync.UNKNOWN);
        assertThat(EventId.parse("now-99999999999999999999")).isEmpty();
    }
}
