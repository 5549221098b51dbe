/**
 * Floor 6: what only the agent itself may do to its sessions, asked of the API server that it runs: to delete them for
 * good, and to take over titles, archive flags and pins. Off where no server is configured.
 */
package ai.hermes.sessions.agent;
