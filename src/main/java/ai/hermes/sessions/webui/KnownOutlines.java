package ai.hermes.sessions.webui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * The outlines of the sessions that somebody reads. A file has to be read as a whole for them, and whoever reads a long
 * session does so piece by piece: they are kept for a while, unless there is another version of the file.
 */
final class KnownOutlines {

    /** Of all that are kept; each takes some hundred bytes. */
    private static final int MESSAGES = 100_000;

    /** It is put in place once for each answer of a model, which takes longer than a few reads. */
    private static final int ATTEMPTS = 5;

    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumWeight(MESSAGES)
            .weigher((String id, Known it) -> it.outlines().all().size() + 1)
            .expireAfterAccess(KEPT)
            .build();

    private record Known(FileStamp stamp, SidecarMessages.Outlines outlines) {}

    /** Does something with the messages of a file. */
    interface Work<T> {
        T with(SidecarMessages.Outlines outlines) throws IOException;
    }

    /** The result is of one version of the file: what was begun with another one is done anew. */
    <T> T with(SidecarMessages messages, Work<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            FileStamp stamp = stamp(messages);
            try {
                T done = work.with(outlines(messages, stamp));
                if (attempt == ATTEMPTS || stamp(messages).equals(stamp)) {
                    return done;
                }
            } catch (IOException | UncheckedIOException e) {
                if (attempt == ATTEMPTS || stamp(messages).equals(stamp)) {
                    throw e;
                }
            }
        }
    }

    private SidecarMessages.Outlines outlines(SidecarMessages messages, FileStamp stamp) throws IOException {
        Known there = known.getIfPresent(messages.sessionId());
        if (there != null && there.stamp().equals(stamp)) {
            return there.outlines();
        }
        SidecarMessages.Outlines outlines = messages.outlines();
        known.put(messages.sessionId(), new Known(stamp, outlines));
        return outlines;
    }

    private static FileStamp stamp(SidecarMessages messages) throws IOException {
        return FileStamp.of(
                Files.readAttributes(messages.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }
}
