/**
 * Floor 3: what people add to conversations, in a database of our own beside the agent's stores. All of it is held in
 * memory as well; only a change costs work on the database.
 */
package ai.hermes.sessions.annotation;
