package ai.hermes.sessions.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "user, '', false, hello, false",
        "user, '', false, [System note: the agent was restarted], true",
        "user, '', false, [CONTEXT COMPACTION — REFERENCE ONLY] earlier turns, true",
        "user, '', false, [OUT-OF-BAND USER MESSAGE stop that], false",
        "assistant, '', false, [System note: quoted by the model], false",
        "assistant, '', true, what happened so far, true",
        "user, steer, false, [System note: typed by somebody], false",
        "user, model_switch, false, anything, true",
        "user, a_kind_of_tomorrow, false, anything, true"
    })
    void whatTheAgentPutInIsKnown(String role, String kind, boolean summary, String text, boolean synthetic) {
        assertThat(Origin.synthetic(role, kind, summary, text)).isEqualTo(synthetic);
    }
}
