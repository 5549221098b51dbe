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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Kubernetes would get of an overlay: rendered by kubectl, and read by classes that are made of Kubernetes' own
 * schemas, which take no field that is not in these.
 *
 * @param overlay its folder
 * @param resources all of them
 */
record Rendered(Path overlay, List<HasMetadata> resources) {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1 Service", Service.class,
            "v1 ServiceAccount", ServiceAccount.class,
            "apps/v1 Deployment", Deployment.class,
            "networking.k8s.io/v1 Ingress", Ingress.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class);

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
        String kind = resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
        if (!KINDS.containsKey(kind)) {
            throw new IllegalArgumentException("not a kind that is known here: " + kind);
        }
        return STRICT.convertValue(resource, KINDS.get(kind));
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
