package ai.hermes.sessions.diagnostics;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Says at the start whether Java took its classes from the archive that it was given. Java itself goes on silently
 * without one that does not fit, as after an upgrade, and the start is then only slow.
 */
@Singleton
final class ClassArchive {

    private static final Logger LOG = Logger.getLogger(ClassArchive.class);

    private final Function<String, Optional<String>> option;
    private final String modes;

    @Inject
    ClassArchive() {
        this(ClassArchive::optionOfThisJava, System.getProperty("java.vm.info", ""));
    }

    /**
     * @param option the value of an option of the JVM; empty where it has no such option or no value
     * @param modes what the JVM says of how it runs, such as {@code mixed mode, sharing}: an archive that does not fit
     *     is not shared from, and neither is then that of the JVM itself
     */
    ClassArchive(Function<String, Optional<String>> option, String modes) {
        this.option = option;
        this.modes = modes;
    }

    void tell(@Observes StartupEvent event) {
        LOG.info(sentence());
    }

    String sentence() {
        Optional<String> archive = Stream.of("AOTCache", "SharedArchiveFile")
                .flatMap(name -> option.apply(name).stream())
                .findFirst();
        if (archive.isEmpty()) {
            return "No class archive is used.";
        }
        return modes.contains("sharing")
                ? "The class archive %s is used.".formatted(archive.get())
                : "The class archive %s is not used, since it fits another Java or other files; train makes a new one."
                        .formatted(archive.get());
    }

    private static Optional<String> optionOfThisJava(String name) {
        try {
            return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
                    .map(bean -> bean.getVMOption(name).getValue())
                    .filter(value -> !value.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
