package ai.hermes.sessions.organise;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class BulkResourceTest extends OrganiseCase {

    private static final String BULK = "/api/sessions/bulk";

    @Test
    void eachConversationHasAResult() {
        // given
        String other = sessions(1).get(0);
        String child = child();
        organise("archive", Map.of("session_id", other));

        // when
        ValidatableResponse answer = bulk("archive", List.of(talk, other, child, "nobody", talk));

        // then
        answer.statusCode(200)
                .body("ok", equalTo(true))
                .body("total", equalTo(5))
                .body("changed", equalTo(1))
                .body("results.session_id", contains(talk, other, child, "nobody", talk))
                .body("results.outcome", contains("changed", "unchanged", "refused", "not_found", "unchanged"))
                .body("results[2].error", equalTo("Subagent sessions are view-only and cannot be archived from WebUI"))
                .body("results[3].error", equalTo("Session not found"));
        assertThat(list("rule=archived")).containsExactlyInAnyOrder(talk, other);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        // given
        List<String> ids = sessions(3);

        // when
        ValidatableResponse answer =
                post(BULK, Map.of("action", "trash", "query", Map.of("title", "", "rule", "listed"), "dry_run", true));

        // then
        answer.statusCode(200)
                .body("dry_run", equalTo(true))
                .body("change_id", nullValue())
                .body("changed", equalTo(4))
                .body("results.outcome", everyItem(equalTo("changed")));
        assertThat(list("")).containsAll(ids);
    }

    @Test
    void onlySoManyArePinned() {
        // given
        List<String> ids = sessions(4);

        // when
        ValidatableResponse answer = bulk("pin", ids);

        // then
        answer.body("changed", equalTo(3))
                .body("results[3].outcome", equalTo("refused"))
                .body("results[3].code", equalTo("pin_quota"));
        assertThat(list("pinned=true")).hasSize(3);
    }

    @Test
    void manyAreChangedAndTakenBackAtOnce() {
        // given
        List<String> ids = sessions(3);
        String project =
                post("/api/projects/create", Map.of("name", "Garden")).extract().path("project.project_id");
        post(BULK, Map.of("action", "tag", "ids", ids, "tags", List.of("a", "b")))
                .body("changed", equalTo(3));
        int moved = post(BULK, Map.of("action", "move", "query", Map.of("tag", "A"), "project_id", project))
                .body("changed", equalTo(3))
                .extract()
                .path("change_id");
        assertThat(list("project_id=" + project)).containsExactlyInAnyOrderElementsOf(ids);

        // when
        undo(moved).body("changed", equalTo(3));

        // then
        assertThat(list("project_id=none&tag=b")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(list("project_id=" + project)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hide", "unhide", "unread", "read", "trash", "restore", "pin", "unpin", "unarchive"})
    void eachActionCanBeDoneToOne(String action) {
        bulk(action, List.of(talk)).statusCode(200).body("results[0].error", nullValue());
    }

    @Test
    void aSessionOfAnotherProfileIsNotFound() {
        // given
        agent.create(home.stateDb("work"), 31);
        String theirs = session(Map.of());
        Awaitility.await().atMost(PATIENCE).until(() -> list("all_profiles=1").contains(theirs));

        // when
        ValidatableResponse byId = bulk("archive", List.of(theirs));
        ValidatableResponse byQuery =
                post(BULK, Map.of("action", "archive", "query", Map.of("profile", "work"), "dry_run", true));

        // then
        byId.body("results[0].outcome", equalTo("not_found"));
        byQuery.body("total", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}                                          | 400",
                "not JSON                                    | 400",
                "{\"action\": \"explode\", \"ids\": []}      | 400",
                "{\"action\": \"rename\", \"ids\": []}       | 400",
                "{\"action\": \"archive\"}                   | 400",
                "{\"action\": \"archive\", \"ids\": {}}      | 400",
                "{\"action\": \"archive\", \"ids\": [[1]]}   | 400",
                "{\"action\": \"archive\", \"query\": {}}    | 400",
                "{\"action\": \"archive\", \"query\": 7}     | 400",
                "{\"action\": \"archive\", \"ids\": [], \"query\": {\"rule\": \"listed\"}}  | 400",
                "{\"action\": \"archive\", \"query\": {\"titel\": \"x\"}}                   | 400",
                "{\"action\": \"archive\", \"query\": {\"rule\": \"none such\"}}            | 400",
                "{\"action\": \"archive\", \"query\": {\"rule\": \"segment\"}}              | 400",
                "{\"action\": \"archive\", \"query\": {\"active_after\": \"yesterday\"}}    | 400",
                "{\"action\": \"archive\", \"query\": {\"active_after\": \"NaN\"}}          | 400",
                "{\"action\": \"archive\", \"query\": {\"pinned\": \"perhaps\"}}            | 400",
                "{\"action\": \"archive\", \"query\": {\"profile\": \"../x\"}}              | 400",
                "{\"action\": \"archive\", \"query\": {\"title\": [\"a\", \"b\"]}}          | 400",
                "{\"action\": \"archive\", \"query\": {\"title\": {\"a\": 1}}}              | 400",
                "{\"action\": \"move\", \"ids\": []}                                        | 400",
                "{\"action\": \"move\", \"ids\": [], \"project_id\": \"0123456789ab\"}      | 404",
                "{\"action\": \"tag\", \"ids\": []}                                         | 400",
                "{\"action\": \"tag\", \"ids\": [], \"tags\": [\" \"]}                      | 400"
            })
    void aBodyThatMakesNoSenseIsRefused(String body, int status) {
        raw(BULK, body).statusCode(status);
    }

    @Test
    void moreThanCanBeChangedAtOnceAreRefused() {
        List<String> many = Collections.nCopies(20_001, "nobody");
        bulk("archive", many).statusCode(413).body("code", equalTo("too_many_sessions"));
    }

    @Test
    void filtersOfTheListNarrowIt() {
        // given
        String telegram = session(Map.of("source", "telegram", "title", "Water the ROSES", "model", "big-model"));
        String cli = session(Map.of("cwd", "/srv/garden/roses", "last_activity_at", 4_000_000_000.0));
        String branch =
                session(Map.of("parent_session_id", talk, "model_config", "{\"_branched_from\": \"" + talk + "\"}"));
        listed(telegram, cli, branch);

        // then
        assertThat(list("source=telegram")).containsExactly(telegram);
        assertThat(list("title=the roses")).containsExactly(telegram);
        assertThat(list("model=BIG")).containsExactly(telegram);
        assertThat(list("workspace=/srv/garden")).containsExactly(cli);
        assertThat(list("workspace=/srv/gard")).isEmpty();
        assertThat(list("active_after=3999999999")).containsExactly(cli);
        assertThat(list("active_before=3999999999")).doesNotContain(cli).contains(talk);
        assertThat(list("has_children=true")).containsExactly(talk);
        assertThat(list("profile=work")).isEmpty();
        get(LIST + "?source=telegram").then().body("total", equalTo(1));
    }

    @Test
    void twoFiltersHaveTwoTags() {
        String all = get(LIST).header("ETag");
        assertThat(get(LIST + "?pinned=true").header("ETag")).isNotEqualTo(all);
        assertThat(get(LIST + "?pinned=false").header("ETag"))
                .isNotEqualTo(get(LIST + "?pinned=true").header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinned=x", "active_after=x", "title=a&title=b", "profile=../x", "unread=2"})
    void aFilterThatMakesNoSenseIsRefused(String parameters) {
        get(LIST + "?" + parameters).then().statusCode(400);
    }
}
