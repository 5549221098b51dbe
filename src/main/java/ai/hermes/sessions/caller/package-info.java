/** Floor 4: who asks. Tells which profile a request speaks for. Decides no access and reads no store. */
package ai.hermes.sessions.caller;
