package ai.hermes.sessions.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Changes files in a ZIP. */
final class Zips {

    private Zips() {}

    /** The same with something added to one of its files. */
    static byte[] changed(byte[] zip, String name) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(changed)) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(each.getName()));
                in.transferTo(out);
                if (each.getName().equals(name)) {
                    out.write('!');
                }
                out.closeEntry();
            }
        }
        return changed.toByteArray();
    }
}
