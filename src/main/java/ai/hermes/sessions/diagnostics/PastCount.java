package ai.hermes.sessions.diagnostics;

/**
 * How many descriptors were open at a moment.
 *
 * @param at when, in seconds since 1970
 * @param open how many were open
 */
record PastCount(double at, long open) {}
