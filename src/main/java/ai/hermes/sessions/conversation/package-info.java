/**
 * Floor 4: what a person sees as one thread. Folds the sessions of a store into conversations, says of each row whether
 * it is listed or why not, and keeps the result in memory, up to date with the store.
 */
package ai.hermes.sessions.conversation;
