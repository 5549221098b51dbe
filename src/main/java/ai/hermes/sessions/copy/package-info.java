/**
 * Floor 6: conversations of our own. The agent's conversations can be copied, in full or up to a message; copies can be
 * cut, cleared and set up, which the agent's own cannot without the agent. Drafts of any conversation are kept as well.
 */
package ai.hermes.sessions.copy;
