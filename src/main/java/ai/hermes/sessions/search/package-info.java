/**
 * Floor 6: search over ids, titles, tags and notes in memory and over messages in the stores, by the full-text indexes
 * that the agent keeps; says of each answer what was searched and what was not.
 */
package ai.hermes.sessions.search;
