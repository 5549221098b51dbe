/**
 * Floor 4: who asks. Tells which profile a request speaks for and what it may see. Checks no token and reads no store.
 */
package ai.hermes.sessions.caller;
