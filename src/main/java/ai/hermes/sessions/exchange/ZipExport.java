package ai.hermes.sessions.exchange;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a ZIP: a file for each conversation and format, the list, and last the manifest with the digest of each and
 * with what is missing. Its lines are kept compressed until then: there may be many.
 */
final class ZipExport {

    static final String MANIFEST = "manifest.jsonl";
    private static final String LIST = "sessions.csv";

    private final Writers with;
    private final Exporter exporter;

    ZipExport(Writers with, Exporter exporter) {
        this.with = with;
        this.exporter = exporter;
    }

    void write(Export export, OutputStream to, Exporter.Progress progress) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        Exporter.Run run = exporter.run(export);
        KeptLines manifest = new KeptLines();
        KeptLines list = new KeptLines();
        SessionWriter rows = with.of(Format.CSV);
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        rows.begin(row, export, false);
        int done = 0;
        for (Export.Chosen chosen : export.subjects()) {
            Optional<Subject> subject = exporter.subject(run, chosen);
            if (subject.isPresent()) {
                rows.write(row, subject.get());
                list.add(row.toByteArray());
                row.reset();
                for (Format format : export.inside()) {
                    manifest.add(file(zip, export, subject.get(), format));
                }
            }
            done++;
            progress.at(done, run.gaps());
        }
        run.check();
        list.add(row.toByteArray());
        manifest.add(entry(zip, export, LIST, out -> list.copyTo(out)));
        entry(zip, export, MANIFEST, out -> {
            manifest.copyTo(out);
            run.gaps().lines(out);
        });
        zip.finish();
    }

    private byte[] file(ZipOutputStream zip, Export export, Subject subject, Format format) throws IOException {
        String name = "sessions/" + subject.conversation().profile().name() + "/" + subject.fileName() + "."
                + format.suffix();
        SessionWriter writer = with.of(format);
        return entry(zip, export, name, out -> {
            writer.begin(out, export, true);
            writer.write(out, subject);
            // The manifest tells what is missing of all.
            writer.end(out, Optional.empty());
        });
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file, and gives its line of the manifest. */
    private byte[] entry(ZipOutputStream zip, Export export, String name, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // Of the time that it was asked for, so that it is the same whenever it is made.
        entry.setTimeLocal(LocalDateTime.ofEpochSecond(export.createdAt() / 1000, 0, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        Metered metered = new Metered(new Unclosed(zip), bytes -> {});
        content.write(metered);
        zip.closeEntry();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("bytes", metered.bytes());
        line.put("sha256", metered.hex());
        return (with.json(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A file ends without the whole. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            out.write(data, offset, length);
        }

        @Override
        public void close() {
            // The ZIP goes on.
        }
    }
}
