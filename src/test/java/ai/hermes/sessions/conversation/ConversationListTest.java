package ai.hermes.sessions.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.SettingRepository;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ConversationListTest {

    @Inject
    AgentStores stores;

    @Inject
    ConversationList conversations;

    @Inject
    StoreReader reader;

    @Inject
    AnnotationRepository annotations;

    @Inject
    SettingRepository settings;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("chat");
        agent.message("chat", "user", "Hello", Map.of("timestamp", 1000));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private AgentStore listed(Profile profile) {
        await().until(() -> stores.of(profile).flatMap(conversations::lastGood).isPresent());
        return stores.of(profile).orElseThrow();
    }

    @Test
    void theListOfAProfileThatIsGoneIsNotKept() {
        // given
        Profile work = Profile.named("work").orElseThrow();
        agent.create(home.stateDb("work"), 31).session("office");
        AgentStore store = listed(work);

        // when
        agent.release();
        TestHome.remove(home.stateDb("work"));
        await().until(() -> stores.of(work).isEmpty());

        // then
        await().untilAsserted(() -> assertThat(conversations.lastGood(store)).isEmpty());
    }

    @Test
    void aListIsNotShownWithoutItsCountsAgainWhenTheNewestMessageIsRemoved() {
        // given
        long newest = agent.message("chat", "user", "Oops", Map.of("timestamp", 2000));
        List<Projection> shown = new ArrayList<>();
        WatchingClock clock = new WatchingClock();
        StoreList list = new StoreList(
                listed(Profile.DEFAULT),
                reader,
                new OutsideList(Profile.DEFAULT, List.of(), annotations, settings, clock),
                clock,
                change -> {});
        list.refresh(Instant.EPOCH);
        clock.beforePublishing = () -> list.projection().ifPresent(shown::add);

        // when
        agent.run("DELETE FROM messages WHERE id = ?", newest);
        list.refresh(Instant.EPOCH);

        // then
        assertThat(shown).isNotEmpty().allMatch(Projection::complete);
        assertThat(list.projection().flatMap(it -> it.find("chat")).map(Conversation::messageCount))
                .isEqualTo(Optional.of(1L));
    }

    @Test
    void aSessionIsGoneWhosePlaceInTheStoreAnotherOneTook() {
        // given
        agent.session("last");
        StoreList list = list(listed(Profile.DEFAULT));
        list.refresh(Instant.EPOCH);
        assertThat(list.projection().flatMap(it -> it.find("last"))).isPresent();

        // when
        agent.run("BEGIN IMMEDIATE");
        agent.run("DELETE FROM sessions WHERE id = 'last'");
        agent.session("next");
        agent.message("next", "user", "Hello", Map.of("timestamp", 3000));
        agent.run("COMMIT");
        list.refresh(Instant.EPOCH);
        list.compare();

        // then
        assertThat(agent.query("SELECT id FROM sessions ORDER BY rowid DESC LIMIT 1"))
                .isEqualTo(List.of(List.of("next")));
        assertThat(list.projection().flatMap(it -> it.find("last"))).isEmpty();
        assertThat(list.projection().flatMap(it -> it.find("next"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverAnAgentDoesTheListIsTheOneThatIsReadAfresh(long seed) {
        // given
        AgentStore store = listed(Profile.DEFAULT);
        StoreList kept = list(store);
        kept.refresh(Instant.EPOCH);
        StoreDeeds deeds = new StoreDeeds(agent, seed);

        for (int step = 0; step < 25; step++) {
            // when
            deeds.next();
            kept.refresh(Instant.EPOCH);
            kept.compare();

            // then
            StoreList afresh = list(store);
            afresh.refresh(Instant.EPOCH);
            assertThat(kept.projection().orElseThrow().conversations())
                    .as(deeds.toString())
                    .isEqualTo(afresh.projection().orElseThrow().conversations());
        }
    }

    @Test
    void aMessageIsSeenWithoutAComparisonOfAllRows() {
        // given
        StoreList list = list(listed(Profile.DEFAULT));
        list.refresh(Instant.EPOCH);

        // when
        agent.message("chat", "assistant", "Hello yourself", Map.of("timestamp", 1001));
        agent.session("new", Map.of("parent_session_id", "chat"));
        agent.run("UPDATE sessions SET ended_at = 1002, end_reason = 'compression' WHERE id = 'chat'");
        list.refresh(Instant.EPOCH);

        // then
        Conversation found = list.projection().flatMap(it -> it.find("new")).orElseThrow();
        assertThat(found.root().id()).isEqualTo("chat");
        assertThat(found.totalMessageCount()).isEqualTo(2);
    }

    @Test
    void whatChangesNothingOnTheListIsNotTold() {
        // given
        List<ListChange> told = new ArrayList<>();
        AgentStore store = listed(Profile.DEFAULT);
        StoreList list = new StoreList(store, reader, surroundings(), Clock.systemUTC(), told::add);
        list.refresh(Instant.EPOCH);
        long revision = list.projection().orElseThrow().revision();
        told.clear();

        // when
        agent.run("UPDATE sessions SET handoff_error = 'none'");
        list.refresh(Instant.EPOCH);
        list.compare();

        // then
        assertThat(told).isEmpty();
        assertThat(list.projection().orElseThrow().revision()).isEqualTo(revision);
    }

    @Test
    void aMessageThatIsStoredTwiceByASummaryInPlaceIsCountedOnce() {
        // given
        StoreList list = list(listed(Profile.DEFAULT));
        list.refresh(Instant.EPOCH);

        // when
        agent.run("UPDATE messages SET active = 0, compacted = 1");
        agent.message("chat", "user", "[CONTEXT COMPACTION]", Map.of("timestamp", 2000));
        agent.message("chat", "user", "Hello", Map.of("timestamp", 1000));
        list.refresh(Instant.EPOCH);
        StoreList afresh = list(listed(Profile.DEFAULT));
        afresh.refresh(Instant.EPOCH);

        // then
        assertThat(List.of(list, afresh))
                .extracting(it -> it.projection()
                        .flatMap(projection -> projection.find("chat"))
                        .map(Conversation::messageCount)
                        .orElseThrow())
                .containsExactly(2L, 2L);
    }

    private OutsideList surroundings() {
        return new OutsideList(Profile.DEFAULT, List.of(), annotations, settings, Clock.systemUTC());
    }

    private StoreList list(AgentStore store) {
        return new StoreList(store, reader, surroundings(), Clock.systemUTC(), change -> {});
    }

    /** A list asks for the time before it shows what it read. */
    private static final class WatchingClock extends Clock {
        private Runnable beforePublishing = () -> {};

        @Override
        public Instant instant() {
            beforePublishing.run();
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
