package ai.hermes.sessions.webui;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells a file from its next version, without opening it. The old web UI puts a new file in an old one's place.
 */
record FileStamp(long size, FileTime modified, Object key) {

    /** Of no file. */
    static final FileStamp NONE = new FileStamp(0, FileTime.fromMillis(0), "");

    static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
