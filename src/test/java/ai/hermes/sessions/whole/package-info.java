/** Tests of the packaged service as a process, looked at from outside. */
package ai.hermes.sessions.whole;
