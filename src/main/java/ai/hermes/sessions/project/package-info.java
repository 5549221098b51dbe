/** Floor 6: projects on the wire, {@code /api/projects}. What is in which project is a matter of the sessions. */
package ai.hermes.sessions.project;
