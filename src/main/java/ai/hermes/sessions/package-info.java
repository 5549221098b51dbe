/** Above all floors: where the process begins, as the service or as a command that does one thing and ends. */
package ai.hermes.sessions;
