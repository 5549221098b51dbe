/**
 * Floor 8: where nobody else restarts a process that is stuck. Ends it, with a record of how it was, or tells systemd
 * that it makes progress.
 */
package ai.hermes.sessions.watchdog;
