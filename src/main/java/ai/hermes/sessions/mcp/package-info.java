/**
 * Floor 7: search, list and windows of conversations as tools of the Model Context Protocol, so that agents can look
 * into their past. Whoever may call the API may call these, and the filters in front of it are in front of them as
 * well.
 */
package ai.hermes.sessions.mcp;
