/**
 * Floor 6: what has changed, told while it happens to whoever keeps a stream open. A stream costs a connection and some
 * kilobytes, no thread and no read of a store.
 */
package ai.hermes.sessions.live;
