/**
 * Floor 3: the language of searches and filters. Reads what a person typed and says where it makes no sense; knows what
 * a word is. Nothing here knows what is searched.
 */
package ai.hermes.sessions.query;
