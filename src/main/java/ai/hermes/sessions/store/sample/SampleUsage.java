package ai.hermes.sessions.store.sample;

import java.util.List;

/** Tokens that a sample session believably used: each call sends the whole transcript again, mostly from a cache. */
record SampleUsage(long input, long output, long cached, long reasoning, long calls) {

    private static final int SYSTEM_PROMPT = 9_500;

    static SampleUsage of(List<SampleMessage> messages) {
        long context = SYSTEM_PROMPT;
        long fresh = SYSTEM_PROMPT;
        SampleUsage usage = new SampleUsage(0, 0, 0, 0, 0);
        for (SampleMessage message : messages) {
            if (message.kind().role.equals("assistant")) {
                usage = new SampleUsage(
                        usage.input + fresh,
                        usage.output + message.tokens(),
                        usage.cached + context - fresh,
                        usage.reasoning + message.reasoning().length() / 4,
                        usage.calls + 1);
                fresh = 0;
            }
            context += message.tokens();
            fresh += message.tokens();
        }
        return usage;
    }
}
