/**
 * Sample sessions for people who try the service without an agent. The only code that writes a store file, only in dev
 * mode and only below {@code target/}.
 */
package ai.hermes.sessions.store.sample;
