package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;

/**
 * A query of conversations that a person gave a name.
 *
 * @param id 12 lower-case hex digits
 * @param profile whose it is
 * @param name the name
 * @param query the query as a JSON object
 * @param createdAt when it was made, in seconds since 1970
 */
public record SavedView(String id, Profile profile, String name, String query, double createdAt) {}
