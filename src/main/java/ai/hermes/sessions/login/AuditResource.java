package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AuditRepository;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.QueryValues;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The record of who did what. */
@Path("/api/audit")
@Needs(value = Role.ADMIN, everyProfile = true)
public class AuditResource {

    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final AuditLog log;

    @Inject
    AuditResource(AuditLog log) {
        this.log = log;
    }

    /** Who organised, deleted, logged in, made and took away keys; the newest first. */
    @GET
    @Operation(summary = "Tell who did what")
    @APIResponse(responseCode = "200", description = "The entries, the newest first")
    @APIResponse(responseCode = "503", description = "The record cannot be read now")
    public Page entries(
            @QueryParam("limit") @Parameter(description = "How many at most, 1 to 1000; 100 if not given")
                    Optional<String> limit,
            @QueryParam("before") @Parameter(description = "Only those before the entry with that id")
                    Optional<String> before) {
        int rows = QueryValues.number(limit, MAX_LIMIT).orElse(LIMIT);
        int last = QueryValues.number(before, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        return new Page(
                log.page(last, rows == 0 ? LIMIT : rows).stream().map(Row::of).toList());
    }

    /** @param entries the newest first */
    record Page(List<Row> entries) {}

    /**
     * An entry.
     *
     * @param id grows from entry to entry
     * @param at seconds since 1970
     * @param who the name of the caller
     * @param address from where
     * @param deed what
     * @param subject the id of what it was done to; absent where there is none
     * @param status how it ended, as a status of HTTP
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Row(
            long id,
            double at,
            String who,
            String address,
            String deed,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> subject,
            int status) {

        static Row of(AuditRepository.Numbered numbered) {
            return new Row(
                    numbered.id(),
                    numbered.entry().at(),
                    numbered.entry().who(),
                    numbered.entry().address(),
                    numbered.entry().deed(),
                    numbered.entry().subject(),
                    numbered.entry().status());
        }
    }
}
