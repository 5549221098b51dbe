package ai.hermes.sessions.store.sample;

/** Models of the samples, with the price of a million tokens in US dollars. */
enum SampleModel {
    SONNET("anthropic/claude-sonnet-4.6", "anthropic", 3, 15),
    OPUS("anthropic/claude-opus-4.6", "anthropic", 5, 25),
    GPT("openai/gpt-5.2", "openai", 1.75, 14),
    LOCAL("qwen3-30b-a3b", "custom", 0, 0);

    final String slug;
    final String provider;
    private final double input;
    private final double output;

    SampleModel(String slug, String provider, double input, double output) {
        this.slug = slug;
        this.provider = provider;
        this.input = input;
        this.output = output;
    }

    /** The price in US dollars; what is read from a cache costs a tenth. */
    double price(long inputTokens, long cachedTokens, long outputTokens) {
        return (inputTokens * input + cachedTokens * input / 10 + outputTokens * output) / 1e6;
    }

    String costStatus() {
        return input > 0 ? "estimated" : "included";
    }
}
