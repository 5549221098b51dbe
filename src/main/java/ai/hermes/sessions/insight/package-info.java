/**
 * Floor 6: what sessions used, by day, model and the like, and how large stores are. Adds up the agent's own figures,
 * prices nothing and changes nothing.
 */
package ai.hermes.sessions.insight;
