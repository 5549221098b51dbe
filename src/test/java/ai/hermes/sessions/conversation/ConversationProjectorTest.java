package ai.hermes.sessions.conversation;

import static ai.hermes.sessions.conversation.SessionRowBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.store.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationProjectorTest {

    private static final double NOW = 10_000;

    @Test
    void aCompressedSessionAndItsContinuationAreOneConversation() {
        // when
        Map<String, Conversation> projected = project(
                session("root").startedAt(1).ended("compression", 5).title("Garden"),
                session("middle").childOf("root").startedAt(6).ended("compression", 8),
                session("tip").childOf("middle").startedAt(9).title("Garden #3"));

        // then
        assertThat(projected.values().stream().distinct()).hasSize(1);
        assertThat(projected.get("root").segments())
                .extracting(SessionRow::id)
                .containsExactly("root", "middle", "tip");
        assertThat(projected.get("root").title()).isEqualTo("Garden #3");
    }

    @Test
    void aTipWithoutATitleHasThatOfTheSegmentBeforeIt() {
        // when
        Map<String, Conversation> projected = project(
                session("root").ended("compression", 5).title("Garden"),
                session("tip").childOf("root"));

        // then
        assertThat(projected.get("tip").title()).isEqualTo("Garden");
    }

    @Test
    void aSessionWithoutATitleIsNamedAfterItsSource() {
        assertThat(project(session("a").source("telegram")).get("a").title()).isEqualTo("Telegram Session");
    }

    @Test
    void ofSeveralContinuationsTheOneThatWasCompressedInItsTurnIsPreferred() {
        // when
        Map<String, Conversation> projected = project(
                session("root").ended("compression", 5),
                session("compressed").childOf("root").ended("compression", 7).activeAt(7),
                session("open").childOf("root").activeAt(900),
                session("tip").childOf("compressed"));

        // then
        assertThat(projected.get("root").tip().id()).isEqualTo("tip");
        assertThat(projected.get("open").rule(NOW)).isEqualTo(Rule.CHILD);
    }

    @Test
    void anOpenContinuationIsPreferredToAnEndedOneThatWasActiveLater() {
        // when
        Map<String, Conversation> projected = project(
                session("root").ended("compression", 5),
                session("ended").childOf("root").ended("user_exit", 999).activeAt(999),
                session("open").childOf("root").activeAt(6));

        // then
        assertThat(projected.get("root").tip().id()).isEqualTo("open");
    }

    @Test
    void aClosedCommandLineIsNotContinuedByItsChild() {
        // when
        Map<String, Conversation> projected = project(
                session("root").ended("cli_close", 5).messages(1),
                session("next").childOf("root").startedAt(6).messages(1));

        // then
        assertThat(projected.get("root").segments()).hasSize(1);
        assertThat(projected.get("next").rule(NOW)).isEqualTo(Rule.CHILD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"marked", "parent"})
    void aBranchIsListedOnItsOwn(String told) {
        // given
        SessionRowBuilder branch =
                session("branch").childOf("root").startedAt(6).messages(1);

        // when
        Map<String, Conversation> projected = project(
                told.equals("marked")
                        ? session("root").ended("compression", 5)
                        : session("root").ended("branched", 5),
                told.equals("marked") ? branch.branchedFrom("root") : branch);

        // then
        assertThat(projected.get("branch").rule(NOW)).isEqualTo(Rule.LISTED);
        assertThat(projected.get("branch").link()).isEqualTo(Link.BRANCH);
        assertThat(projected.get("branch").parent()).map(ParentSession::id).contains("root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_session", "session_reset", "session_switch", "idle", "daily", "suspended"})
    void aChatThatBeganAnewIsListedOnItsOwn(String reason) {
        // when
        Map<String, Conversation> projected = project(
                session("before").chat("agent:main:telegram:dm:1").ended(reason, 5),
                session("after")
                        .chat("agent:main:telegram:dm:1")
                        .childOf("before")
                        .messages(1));

        // then
        assertThat(projected.get("after").rule(NOW)).isEqualTo(Rule.LISTED);
        assertThat(projected.get("after").link()).isEqualTo(Link.RESET);
    }

    @Test
    void anotherChatsSessionIsNotAResetOfItsParent() {
        // when
        Map<String, Conversation> projected = project(
                session("before").chat("one").ended("daily", 5),
                session("after").chat("another").childOf("before").messages(1));

        // then
        assertThat(projected.get("after").rule(NOW)).isEqualTo(Rule.CHILD);
    }

    @Test
    void aSessionWhoseParentIsGoneIsListed() {
        assertThat(project(session("a").childOf("pruned").messages(1)).get("a").rule(NOW))
                .isEqualTo(Rule.LISTED);
    }

    @Test
    void parentsInACircleAreAccountedForOnce() {
        // when
        Map<String, Conversation> projected = project(
                session("a").childOf("b").ended("compression", 1),
                session("b").childOf("a").ended("compression", 1),
                session("c").childOf("c").messages(1));

        // then
        assertThat(projected).containsOnlyKeys("a", "b", "c");
        assertThat(projected.get("c").rule(NOW)).isEqualTo(Rule.LISTED);
    }

    @ParameterizedTest
    @CsvSource({
        "cli, LISTED",
        "desktop, LISTED",
        "telegram, LISTED",
        "api_server, LISTED",
        "of-tomorrow, LISTED",
        "'', LISTED",
        "cron, AUTOMATION",
        "webhook, AUTOMATION",
        "kanban, AUTOMATION",
        "tool, INTERNAL",
        "oneshot, INTERNAL",
        "subagent, CHILD"
    })
    void theSourceDecidesWhereASessionIs(String source, Rule rule) {
        assertThat(project(session("a").source(source).messages(1)).get("a").rule(NOW))
                .isEqualTo(rule);
    }

    @Test
    void aDelegateIsAChildEvenWithoutAParent() {
        assertThat(project(session("a").delegateFrom("__orphaned__").messages(1))
                        .get("a")
                        .rule(NOW))
                .isEqualTo(Rule.CHILD);
    }

    @Test
    void archivedComesBeforeHiddenAndHiddenBeforeAutomation() {
        // when
        Map<String, Conversation> projected = project(
                session("both").archived().hidden().messages(1),
                session("hidden").source("cron").hidden().messages(1));

        // then
        assertThat(projected.get("both").rule(NOW)).isEqualTo(Rule.ARCHIVED);
        assertThat(projected.get("hidden").rule(NOW)).isEqualTo(Rule.HIDDEN);
    }

    @Test
    void aSessionWithoutAMessageIsKeptOffTheListUntilATurnRuns() {
        // given
        List<SessionRow> rows = List.of(session("a").build());

        // when
        Conversation idle = projector(Map.of(), TurnLeases.NONE).project(rows).get(0);
        Conversation running = projector(Map.of(), new TurnLeases(Map.of("a", NOW + 60)))
                .project(rows)
                .get(0);

        // then
        assertThat(idle.rule(NOW)).isEqualTo(Rule.EMPTY);
        assertThat(running.rule(NOW)).isEqualTo(Rule.LISTED);
        assertThat(running.rule(NOW + 61)).isEqualTo(Rule.EMPTY);
    }

    @Test
    void aTipWithoutAMessageOfItsOwnDoesNotHideWhatWasSaidBefore() {
        // when
        Map<String, Conversation> projected = project(
                session("root").ended("compression", 5).messages(12),
                session("tip").childOf("root"));

        // then
        assertThat(projected.get("tip").rule(NOW)).isEqualTo(Rule.LISTED);
        assertThat(projected.get("tip").messageCount()).isZero();
        assertThat(projected.get("tip").totalMessageCount()).isEqualTo(12);
    }

    @Test
    void activityIsThatOfTheNewestMessageOrOfTheAgentsStampWhicheverIsLater() {
        // given
        List<SessionRow> rows = List.of(
                session("stamped").activeAt(500).build(),
                session("spoken").activeAt(100).build(),
                session("silent").startedAt(42).build());
        Map<String, MessageFacts> facts =
                Map.of("stamped", new MessageFacts(1, 1, 300, 1), "spoken", new MessageFacts(1, 1, 300, 1));

        // when
        List<Conversation> projected = projector(facts, TurnLeases.NONE).project(rows);

        // then
        assertThat(projected.stream().collect(Collectors.toMap(it -> it.tip().id(), Conversation::activity)))
                .containsOnly(Map.entry("stamped", 500.0), Map.entry("spoken", 300.0), Map.entry("silent", 42.0));
    }

    private static ConversationProjector projector(Map<String, MessageFacts> facts, TurnLeases leases) {
        return new ConversationProjector(Profile.DEFAULT, facts, leases);
    }

    /** Conversations by the ids of all their sessions; messages are those that the sessions note. */
    private static Map<String, Conversation> project(SessionRowBuilder... sessions) {
        List<SessionRow> rows =
                Arrays.stream(sessions).map(SessionRowBuilder::build).toList();
        Map<String, MessageFacts> facts =
                rows.stream().collect(Collectors.toMap(SessionRow::id, MessageFacts::noted, (a, b) -> a, HashMap::new));
        return projector(facts, TurnLeases.NONE).project(rows).stream()
                .flatMap(it -> it.segments().stream().map(row -> Map.entry(row.id(), it)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
