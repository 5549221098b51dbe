package ai.hermes.sessions.chat;

import ai.hermes.sessions.wire.WireForms;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vertx.core.http.HttpMethod;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Writes the calls that are refused into the document of the interface. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class AgentCallsFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        AgentCalls.ALL.forEach(call -> {
            PathItem path = document.getPaths().getPathItem(call.template());
            PathItem item = path == null ? OASFactory.createPathItem() : path;
            if (call.method() == HttpMethod.GET) {
                item.setGET(operation(call));
            } else {
                item.setPOST(operation(call));
            }
            document.getPaths().addPathItem(call.template(), item);
        });
    }

    private static Operation operation(AgentCall call) {
        Operation operation = OASFactory.createOperation()
                .summary("Refused: runs the agent")
                .addTag("Agent Calls")
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse(
                                "501",
                                OASFactory.createAPIResponse()
                                        .description(call.refusal())
                                        .content(WireForms.error())));
        if (call.path().endsWith("*")) {
            operation.addParameter(OASFactory.createParameter()
                    .name("call")
                    .in(Parameter.In.PATH)
                    .required(true)
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
        return operation;
    }
}
