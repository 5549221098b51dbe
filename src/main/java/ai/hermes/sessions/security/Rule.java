package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Role;

/**
 * What an address needs.
 *
 * @param role the least role
 * @param everyProfile whether all profiles have to be visible
 * @param where who made the rule, for messages
 */
record Rule(Role role, boolean everyProfile, String where) {}
