package ai.hermes.sessions.store.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * When the messages of a sample session were written: backwards from its age, with pauses like those of people and
 * machines.
 *
 * @param start when the session began, in seconds since 1970
 * @param messages one time for each message
 */
record SampleTimes(double start, List<Double> messages) {

    static SampleTimes of(SampleSession session, Instant now, Random random) {
        double time = now.getEpochSecond() - session.age().toSeconds() + random.nextInt(1000) / 1000.0;
        List<Double> times = new ArrayList<>();
        for (int i = session.messages().size() - 1; i >= 0; i--) {
            times.add(time);
            SampleMessage.Kind kind = session.messages().get(i).kind();
            time -= kind.shortestPause + random.nextInt(1000 * (kind.longestPause - kind.shortestPause)) / 1000.0;
        }
        Collections.reverse(times);
        return new SampleTimes(time, List.copyOf(times));
    }

    /** When the last message was written; the start if there is none. */
    double end() {
        return messages.isEmpty() ? start : messages.get(messages.size() - 1);
    }
}
