/**
 * Floor 5: who may come in. Passwords, logins, tokens, identities of a provider, the limit on tries, and the record of
 * who did what. Decides nothing about addresses.
 */
package ai.hermes.sessions.login;
