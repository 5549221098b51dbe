package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.store.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of all stores, to recognise them among the descriptors of a process.
 *
 * @param byKey profiles by device and inode of the files that are there now
 * @param byPath profiles by path of the files
 */
record StoreFiles(Map<Object, Profile> byKey, Map<String, Profile> byPath) {

    static StoreFiles of(Map<Profile, Path> stores) {
        Map<Object, Profile> byKey = new HashMap<>();
        Map<String, Profile> byPath = new HashMap<>();
        stores.forEach((profile, store) -> {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path file = real(store).resolveSibling(store.getFileName() + suffix);
                key(file).ifPresent(key -> byKey.put(key, profile));
                byPath.put(file.toString(), profile);
            }
        });
        return new StoreFiles(byKey, byPath);
    }

    /** Whose store a descriptor leads to, and whether to a file that is not in its place any more. */
    Optional<Found> find(ProcFolder.Descriptor descriptor) {
        if (!descriptor.kind().ofStore()) {
            return Optional.empty();
        }
        // Some file systems say "deleted" of files that are there, so device and inode decide.
        Optional<Found> current = key(descriptor.link()).map(byKey::get).map(profile -> new Found(profile, false));
        return current.or(
                () -> Optional.ofNullable(byPath.get(descriptor.path())).map(it -> new Found(it, true)));
    }

    private static Path real(Path store) {
        try {
            return store.getParent().toRealPath().resolve(store.getFileName());
        } catch (IOException e) {
            return store;
        }
    }

    /** By {@code stat}, which opens nothing. */
    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What a descriptor leads to.
     *
     * @param profile whose store it is
     * @param deleted whether another file, or none, is in its place now
     */
    record Found(Profile profile, boolean deleted) {}
}
