package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the conversations in a ZIP, and looks whether its files are those of its manifest. Names in it name no file.
 */
final class ImportArchive {

    private static final int MOST_FILES = 500_000;
    private static final int LINE_BYTES = 64 << 10;
    /** JSON and text are seldom compressed further. */
    private static final long RATIO = 100;

    private final Function<String, ImportReader> readers;
    private final ExchangeConfig config;
    private final ImportJob job;
    /** By the beginning of the digest of the name: names may be long, and there may be many. */
    private final Map<Long, byte[]> digests = new HashMap<>();

    private long unpacked;

    ImportArchive(Function<String, ImportReader> readers, ExchangeConfig config, ImportJob job) {
        this.readers = readers;
        this.config = config;
        this.job = job;
    }

    /** Whether a ZIP begins here. Reads nothing away. */
    static boolean begins(InputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    }

    void read(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (digests.size() >= MOST_FILES) {
                throw new ExchangeException("It has too many files.", "Export fewer conversations at once.");
            }
            MessageDigest digest = ContentDigest.sha256();
            // Whoever reads JSON closes what it reads from.
            InputStream file = new Unclosed(new DigestInputStream(new Bounded(zip), digest));
            String name = entry.getName();
            if (name.equals(ZipExport.MANIFEST)) {
                compare(new BufferedInputStream(file));
            } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
                readers.apply(name).read(file);
            }
            file.transferTo(OutputStream.nullOutputStream());
            digests.put(key(name), digest.digest());
        }
    }

    private static long key(String name) {
        return ByteBuffer.wrap(ContentDigest.sha256().digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private void compare(InputStream manifest) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        boolean tooLong = false;
        for (int next = manifest.read(); next >= 0 || line.size() > 0 || tooLong; next = manifest.read()) {
            if (next >= 0 && next != '\n') {
                tooLong |= line.size() == LINE_BYTES;
                if (!tooLong) {
                    line.write(next);
                }
                continue;
            }
            if (tooLong) {
                problem(number, "The line is longer than any that is exported.", "Export it again.");
            } else {
                compare(json, line.toByteArray(), number);
            }
            line.reset();
            tooLong = false;
            number++;
        }
    }

    private void compare(ObjectMapper json, byte[] line, int number) throws IOException {
        try {
            JsonNode told = json.readTree(line);
            if (told.path(Gap.NAME).isArray()) {
                told.path(Gap.NAME).forEach(it -> NotExported.told(job, ZipExport.MANIFEST, number, it));
                return;
            }
            String name = told.path("name").asText("");
            byte[] digest = digests.get(key(name));
            if (digest == null) {
                problem(number, name + " is missing.", MADE_ANEW);
            } else if (!told.path("sha256").asText("").equals(HexFormat.of().formatHex(digest))) {
                problem(number, name + " is not as it was exported.", MADE_ANEW);
            }
        } catch (JsonProcessingException e) {
            problem(number, "The line is no JSON.", "Export it again.");
        }
    }

    private static final String MADE_ANEW = "Export it again: what was imported before is recognised.";

    private void problem(int line, String error, String remedy) {
        job.note(it -> it.with(new Problem(ZipExport.MANIFEST, line, 0, "", error, remedy)));
    }

    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The ZIP goes on.
        }
    }

    /** A small file can be unpacked to a very large one. */
    private final class Bounded extends FilterInputStream {

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            note(1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            note(count);
            return count;
        }

        private void note(int count) {
            unpacked += Math.max(0, count);
            if (unpacked > config.maxUpload().asLongValue() * RATIO) {
                throw new ExchangeException("It is too large when it is unpacked.", "Import a smaller file.");
            } else if (job.cancelled()) {
                throw new ExchangeException("It was cancelled.", "Begin it again.");
            }
        }
    }
}
