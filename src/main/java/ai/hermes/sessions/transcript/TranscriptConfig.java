package ai.hermes.sessions.transcript;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a conversation is read at a time. */
@ConfigMapping(prefix = "hermes.transcript")
public interface TranscriptConfig {

    /** Messages in one answer. Earlier ones have to be asked for by paging backwards. */
    @WithDefault("50000")
    int maxMessages();

    /**
     * Stored text of all messages in one answer. An answer takes several times as much memory while it is made. Earlier
     * messages have to be asked for by paging backwards; one message always fits.
     */
    @WithDefault("32M")
    MemorySize maxSize();

    /** A picture in a message that is shown. */
    @WithDefault("16M")
    MemorySize maxImage();
}
