package ai.hermes.sessions.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.query.SearchText;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationFilterTest {

    @ParameterizedTest
    @CsvSource({"deploy, true", "tag:work, true", "after:7d, false", "before:7d, false", "is:running, false"})
    void isTheSameLaterWhereItAsksForNoTime(String text, boolean same) throws Exception {
        // given
        ZonedDateTime now = ZonedDateTime.of(2026, 3, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        ConversationFilter filter = ConversationFilter.of(SearchText.parse(text), List.of(), now);
        // when
        ConversationFilter later = ConversationFilter.of(SearchText.parse(text), List.of(), now.plusMinutes(1));
        // then
        assertThat(later.equals(filter)).isEqualTo(same);
    }
}
