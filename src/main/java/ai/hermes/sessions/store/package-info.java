/**
 * Floor 2: the agents' databases. Finds the profiles of a home, opens their stores without harming them, probes what
 * their schema has, notices what others commit, and tells plainly what is wrong when a store cannot be read.
 * {@link ai.hermes.sessions.store.StoreReader} is the only door to a connection.
 */
package ai.hermes.sessions.store;
