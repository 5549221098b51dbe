package ai.hermes.sessions.exchange;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may be exported and imported. Files lie below the data folder until they are removed. */
@ConfigMapping(prefix = "hermes.exchange")
public interface ExchangeConfig {

    /** The largest file of one export. */
    @WithDefault("8G")
    MemorySize maxSize();

    /** All files of exports and uploads together. The oldest that are done make way for new ones. */
    @WithDefault("16G")
    MemorySize maxTotalSize();

    /** Space that is left free on the disk whatever is exported or uploaded. */
    @WithDefault("1G")
    MemorySize leaveFree();

    /** How long the file of an export, and an upload, is kept. */
    @WithDefault("24H")
    Duration keepFor();

    /** Exports and imports that are known at a time. */
    @WithDefault("50")
    int maxJobs();

    /** The largest file that is imported. */
    @WithDefault("8G")
    MemorySize maxUpload();

    /** What the messages of all imported conversations together may take. */
    @WithDefault("4G")
    MemorySize maxImported();

    /** Messages of one imported conversation. */
    @WithDefault("200000")
    int maxMessages();

    /** One text of an imported message, and so nearly all of it: as much as a message may have that is shown. */
    @WithDefault("16M")
    MemorySize maxText();
}
