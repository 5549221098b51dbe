package ai.hermes.sessions.shipped;

import ai.hermes.sessions.testing.Tool;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Kubernetes would get of an overlay: rendered by kubectl, checked by what is made of Kubernetes' own schemas,
 * which takes no field that is not in these and misses those that have to be there, and read into classes.
 *
 * @param overlay its folder
 * @param resources all of them
 */
record Rendered(Path overlay, List<HasMetadata> resources) {

    private static final Map<String, Kind> KINDS = Map.of(
            "v1 ConfigMap", new Kind(ConfigMap.class, V1ConfigMap::validateJsonElement),
            "v1 PersistentVolumeClaim",
                    new Kind(PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement),
            "v1 Service", new Kind(Service.class, V1Service::validateJsonElement),
            "v1 ServiceAccount", new Kind(ServiceAccount.class, V1ServiceAccount::validateJsonElement),
            "apps/v1 Deployment", new Kind(Deployment.class, V1Deployment::validateJsonElement),
            "networking.k8s.io/v1 Ingress", new Kind(Ingress.class, V1Ingress::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy", new Kind(NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "monitoring.coreos.com/v1 ServiceMonitor", new Kind(ServiceMonitor.class, Rendered::whatAMonitorNeeds));

    /**
     * What is known of a kind of resources.
     *
     * @param type the class that it is read into
     * @param schema the check against its schema, which also misses what has to be there
     */
    private record Kind(Class<? extends HasMetadata> type, Schema schema) {}

    /** Throws if a resource is not as its schema says. */
    @FunctionalInterface
    private interface Schema {
        void check(JsonElement resource) throws IOException;
    }

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // These classes would keep what they do not know.
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }

                @Override
                public boolean hasIgnoreMarker(AnnotatedMember member) {
                    return member.getName().equals("additionalProperties") || super.hasIgnoreMarker(member);
                }
            })
            .build();

    static Rendered of(Path overlay) {
        try {
            Process process = new ProcessBuilder(Tool.KUBECTL.require().toString(), "kustomize", overlay.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(overlay + " cannot be rendered");
            }
            return new Rendered(overlay, read(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All resources in a text of YAML. */
    static List<HasMetadata> read(String yaml) throws IOException {
        YAMLFactory factory = new YAMLFactory();
        return new ObjectMapper()
                        .readerFor(new TypeReference<JsonNode>() {})
                        .<JsonNode>readValues(factory.createParser(yaml))
                        .readAll()
                        .stream()
                        .map(Rendered::strictly)
                        .toList();
    }

    private static HasMetadata strictly(JsonNode resource) {
        String name = resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("not a kind that is known here: " + name);
        }
        try {
            kind.schema().check(JsonParser.parseString(resource.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return STRICT.convertValue(resource, kind.type());
    }

    /** Of its definition in the operator of Prometheus, which no library has as a schema. */
    private static void whatAMonitorNeeds(JsonElement monitor) {
        JsonObject spec = monitor.getAsJsonObject().getAsJsonObject("spec");
        for (String required : List.of("selector", "endpoints")) {
            if (spec == null || !spec.has(required)) {
                throw new IllegalArgumentException("The required field `" + required + "` is not found: " + monitor);
            }
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    PodSpec pod() {
        return all(Deployment.class).get(0).getSpec().getTemplate().getSpec();
    }

    Container container() {
        return pod().getContainers().stream()
                .filter(it -> it.getName().equals("hermes-sessions"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return overlay.getFileName().toString();
    }
}
