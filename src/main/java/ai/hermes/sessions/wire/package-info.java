/**
 * Floor 4: how answers look on the wire. The one form of errors and the mappers that bring every failure into it;
 * entity tags. Knows no feature.
 */
package ai.hermes.sessions.wire;
