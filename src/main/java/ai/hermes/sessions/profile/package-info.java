/**
 * Floor 6: profiles on the wire, {@code /api/profiles} and {@code /api/profile}, and what a profile's gateway says of
 * itself in its home. Profiles are the agent's: none is made or removed here.
 */
package ai.hermes.sessions.profile;
