package ai.hermes.sessions.webui;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What is known of the files in the folder of sessions. A scan asks the name, size and time of each and opens none but
 * those that changed. For one thread.
 */
final class SidecarFolder {

    private static final Logger LOG = Logger.getLogger(SidecarFolder.class);
    /** Its rights may be given back without any other sign, so such a file is tried in each scan. */
    private static final Look UNREADABLE = new Look.Skipped(Trouble.UNREADABLE);

    private static final String SUFFIX = ".json";

    private final StateFolder folder;
    private final SidecarReader reader;
    private Map<String, Seen> files = Map.of();
    private Tombstones tombstones = new Tombstones(FileStamp.NONE, Set.of());
    private boolean unreadable;

    SidecarFolder(StateFolder folder, SidecarReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /**
     * Looks what has changed. While the folder cannot be listed what was known before counts.
     *
     * @return whether anything is other than before
     */
    boolean scan() {
        Map<String, Seen> now = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.sessions(), "*" + SUFFIX)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (!name.startsWith("_") && !name.startsWith(".")) {
                    look(file, name, now);
                }
            }
            unreadable = false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            now.clear();
        } catch (IOException | DirectoryIteratorException e) {
            if (!unreadable) {
                LOG.warn("The sessions of the old web UI cannot be listed; those found before are shown", e);
            }
            unreadable = true;
            return false;
        }
        Tombstones deleted = deleted();
        boolean changed = !now.equals(files) || !deleted.ids.equals(tombstones.ids);
        files = now;
        tombstones = deleted;
        return changed;
    }

    private void look(Path file, String name, Map<String, Seen> now) {
        try {
            BasicFileAttributes attributes = attributes(file);
            if (!attributes.isRegularFile()) {
                return;
            }
            FileStamp stamp = FileStamp.of(attributes);
            Seen before = files.get(name);
            boolean known = before != null && before.stamp.equals(stamp) && !before.look.equals(UNREADABLE);
            now.put(name, known ? before : look(file, name, stamp));
        } catch (NoSuchFileException e) {
            LOG.debugf("%s went while it was looked at", name);
        } catch (IOException e) {
            now.put(name, new Seen(FileStamp.NONE, UNREADABLE));
        }
    }

    private Seen look(Path file, String name, FileStamp stamp) throws NoSuchFileException {
        String id = name.substring(0, name.length() - SUFFIX.length());
        Look look = reader.look(file, id, stamp.size());
        Seen before = files.get(name);
        if (look instanceof Look.Skipped skipped && (before == null || !before.look.equals(look))) {
            LOG.warnf(
                    "A session of the old web UI is not shown: %s %s",
                    name, skipped.trouble().sentence());
        }
        return new Seen(stamp, look);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Tombstones deleted() {
        Path file = folder.tombstones();
        try {
            FileStamp stamp = FileStamp.of(attributes(file));
            if (stamp.equals(tombstones.stamp)) {
                return tombstones;
            }
            try (InputStream in = StateFolder.stream(file)) {
                Set<String> ids = new HashSet<>();
                JsonNode read = SidecarReader.JSON.readTree(in);
                read.path("ids").forEach(id -> ids.add(id.asText()));
                return new Tombstones(stamp, Set.copyOf(ids));
            }
        } catch (NoSuchFileException e) {
            return new Tombstones(FileStamp.NONE, Set.of());
        } catch (IOException e) {
            LOG.debug("What was deleted in the old web UI cannot be read", e);
            return tombstones;
        }
    }

    /** What each file has, by its name. */
    Map<String, Look> files() {
        Map<String, Look> looks = new HashMap<>();
        files.forEach((name, seen) -> looks.put(name, seen.look));
        return looks;
    }

    /** Ids of the sessions that people deleted. */
    Set<String> deletedIds() {
        return tombstones.ids;
    }

    private record Seen(FileStamp stamp, Look look) {}

    private record Tombstones(FileStamp stamp, Set<String> ids) {}
}
