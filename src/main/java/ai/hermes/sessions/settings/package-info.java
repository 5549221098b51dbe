/** Floor 6: what people chose, on the wire, {@code /api/settings}. What comes of it is a matter of the lists. */
package ai.hermes.sessions.settings;
