package ai.hermes.sessions.health;

import ai.hermes.sessions.annotation.AnnotationFault;
import ai.hermes.sessions.store.StoreFault;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is not in order. Shown to anybody who may ask for health, so no member names a path or shows data.
 *
 * @param code stable name for programs
 * @param message what is wrong, in a sentence
 * @param consequence what it means for those who use the service
 * @param remedy what to do about it
 */
record Problem(String code, String message, String consequence, String remedy) {

    /** The check was not run yet. */
    static final Problem NOT_LOOKED_YET = new Problem(
            "probe_pending",
            "This was not looked at yet.",
            "Nothing is known about it.",
            "Wait: the first look comes within seconds of the start.");

    /** The check began and did not come back, or is not begun any more. */
    static final Problem PROBE_STUCK = new Problem(
            "probe_stuck",
            "This was not looked at for too long: the probe is stuck.",
            "What was last seen is out of date and is not relied on.",
            "Take a thread dump (jstack) to see where the probe hangs, then restart the service.");

    /** The check itself failed, which says nothing good about what it checks. */
    static final Problem PROBE_FAILED = new Problem(
            "probe_failed",
            "The probe failed unexpectedly.",
            "Nothing is known about what it looks at.",
            "The log of this service has the cause.");

    static Problem of(AnnotationFault fault) {
        return new Problem(fault.code(), fault.message(), fault.consequence(), fault.remedy());
    }

    static Problem of(StoreFault fault) {
        return new Problem(fault.code(), fault.message(), fault.consequence(), fault.remedy());
    }

    /** Its members, as they stand on the wire among others. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", code);
        details.put("message", message);
        details.put("consequence", consequence);
        details.put("remedy", remedy);
        return details;
    }
}
