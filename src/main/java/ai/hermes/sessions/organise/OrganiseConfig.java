package ai.hermes.sessions.organise;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what people add to conversations. */
@ConfigMapping(prefix = "hermes.organise")
public interface OrganiseConfig {

    /** How many conversations one request may change. */
    @WithDefault("20000")
    int bulkLimit();

    /** For how many days a change can be undone. Older ones are forgotten with the next change. */
    @WithDefault("30")
    int undoDays();

    /** How many tags a conversation can have. */
    @WithDefault("32")
    int maxTags();

    /** How many characters a tag can have. */
    @WithDefault("64")
    int tagLength();

    /** How many characters a note can have. */
    @WithDefault("10000")
    int noteLength();

    /** How many saved views a profile can have. */
    @WithDefault("100")
    int maxViews();
}
