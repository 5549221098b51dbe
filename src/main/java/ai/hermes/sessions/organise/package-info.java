/**
 * Floor 6: what people do to conversations, one at a time or many at once: pins, archive, trash, titles, tags, notes,
 * and the undoing of it; saved views. Nothing of it touches a store.
 */
package ai.hermes.sessions.organise;
