package ai.hermes.sessions.tracing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hermes.sessions.wire.ApiException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** How many have traces made at a time. */
class TracePlacesTest {

    private final TracePlaces places = new TracePlaces();

    @Test
    void aThirdIsRefused() {
        // given
        places.take();
        places.take();

        // then
        assertThatThrownBy(places::take).isInstanceOf(ApiException.class).hasMessageContaining("somebody else");
    }

    @Test
    void thePlaceIsHeldUntilTheLastByteWhateverBecomesOfTheRequest() throws IOException {
        // given
        places.take();
        TracePlaces.Place place = places.take();

        // when
        StreamingOutput written = place.during(out -> {
            place.over();
            assertThatThrownBy(places::take).isInstanceOf(ApiException.class);
        });
        written.write(OutputStream.nullOutputStream());

        // then
        assertThatCode(places::take).doesNotThrowAnyException();
        assertThatThrownBy(places::take).isInstanceOf(ApiException.class);
    }

    @Test
    void whoGoesAwayMeanwhileGivesThePlaceBack() {
        // given
        places.take();
        StreamingOutput cut = places.take().during(out -> {
            throw new IOException("gone");
        });

        // when
        assertThatThrownBy(() -> cut.write(OutputStream.nullOutputStream())).hasMessage("gone");

        // then
        assertThatCode(places::take).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNeverBegunGivesThePlaceBackOnce() {
        // given
        places.take();
        TracePlaces.Place place = places.take();
        StreamingOutput never = place.during(out -> {});

        // when
        place.over();
        place.over();

        // then
        assertThatThrownBy(() -> never.write(OutputStream.nullOutputStream())).isInstanceOf(IOException.class);
        assertThatCode(places::take).doesNotThrowAnyException();
        assertThatThrownBy(places::take).isInstanceOf(ApiException.class);
    }
}
