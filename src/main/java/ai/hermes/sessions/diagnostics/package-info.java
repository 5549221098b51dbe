/**
 * Floor 7: what the service says of itself, to whoever asks. It looks at lists and numbers that are kept anyway, at
 * {@code /proc} and at sizes of files; it never opens a store.
 */
package ai.hermes.sessions.diagnostics;
