package ai.hermes.sessions.wire;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;

/** Writes the one form of errors into the document of the interface, wherever an error has no form of its own. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ErrorResponses implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(operation -> operation.getResponses().getAPIResponses().entrySet().stream())
                .filter(response -> response.getKey().compareTo("400") >= 0)
                .filter(response -> response.getValue().getContent() == null)
                .forEach(response -> response.getValue().setContent(form()));
    }

    /** The content of an error. */
    public static Content form() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("ErrorAnswer")));
    }
}
