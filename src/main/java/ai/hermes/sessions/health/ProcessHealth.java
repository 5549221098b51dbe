package ai.hermes.sessions.health;

/**
 * What is known of the process itself, stores aside.
 *
 * @param port whether the port answers
 * @param eventLoops whether the threads that serve connections come round
 * @param workers whether threads that work for requests become free
 * @param descriptors whether descriptors are left
 * @param memory whether the heap has room
 * @param disk whether the disks have room
 * @param export whether the collector takes what is measured
 */
record ProcessHealth(
        CheckResult port,
        CheckResult eventLoops,
        CheckResult workers,
        CheckResult descriptors,
        CheckResult memory,
        CheckResult disk,
        CheckResult export) {}
