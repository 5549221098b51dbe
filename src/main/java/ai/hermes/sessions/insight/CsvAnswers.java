package ai.hermes.sessions.insight;

import ai.hermes.sessions.masking.Masking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Gives out tables as files. */
@Singleton
final class CsvAnswers {

    private static final MediaType CSV = new MediaType("text", "csv", "utf-8");

    private final Masking masking;

    @Inject
    CsvAnswers(Masking masking) {
        this.masking = masking;
    }

    /** @param name of the table, for the name of the file */
    Response of(String name, Csv table) {
        return Response.ok(table.text(it -> masking.of(it).text()), CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"hermes-" + name + ".csv\"")
                .build();
    }
}
