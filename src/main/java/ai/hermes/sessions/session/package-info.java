/**
 * Floor 5: sessions on the wire. {@code /api/sessions} is the list that sidebars poll, {@code /api/session} is one
 * conversation with its messages.
 */
package ai.hermes.sessions.session;
