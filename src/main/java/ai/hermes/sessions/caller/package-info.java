/**
 * Floor 4: who asks. Tells which profile a request speaks for, what its caller may do and see, and what each address
 * needs. Checks no secret and reads no store.
 */
package ai.hermes.sessions.caller;
