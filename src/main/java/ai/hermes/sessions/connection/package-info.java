/**
 * Floor 7: the connections of clients. However many are opened, and however slowly they are used, there is room for the
 * next one.
 */
package ai.hermes.sessions.connection;
