package ai.hermes.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzippedHeadTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 500_000})
    void aHeadWithAnyEndIsWhatItWas(int length) throws IOException {
        // given
        byte[] head = new byte[length];
        new Random(length).nextBytes(head);
        byte[] tail = ",\"server_time\":1.5}".getBytes(StandardCharsets.UTF_8);

        // when
        GzippedHead gzipped = GzippedHead.of(head);
        byte[] one = unzipped(gzipped, tail);
        byte[] other = unzipped(gzipped, new byte[0]);

        // then
        assertThat(one).startsWith(head).endsWith(tail).hasSize(length + tail.length);
        assertThat(other).isEqualTo(head);
    }

    /** Fails where the check sum or the length is wrong. */
    private static byte[] unzipped(GzippedHead head, byte[] tail) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new SequenceInputStream(
                new ByteArrayInputStream(head.bytes()), new ByteArrayInputStream(head.end(tail))))) {
            return in.readAllBytes();
        }
    }
}
