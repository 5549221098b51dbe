package ai.hermes.sessions.wire;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;

/**
 * Makes the document of the interface say what is sent: the one form of errors, wherever an error has no form of its
 * own, and names of states in lower case, which the generator takes for those of the code.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class WireForms implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(operation -> operation.getResponses().getAPIResponses().entrySet().stream())
                .filter(response -> response.getKey().compareTo("400") >= 0)
                .filter(response -> response.getValue().getContent() == null)
                .forEach(response -> response.getValue().setContent(error()));
        document.getComponents().getSchemas().values().stream()
                .filter(schema -> schema.getEnumeration() != null)
                .forEach(schema -> schema.setEnumeration(schema.getEnumeration().stream()
                        .map(word -> (Object) word.toString().toLowerCase(Locale.ROOT))
                        .toList()));
    }

    /** The content of an error. */
    public static Content error() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("ErrorAnswer")));
    }
}
