/**
 * Below all floors: how work is done in the background for as long as the service runs. Nothing here knows what the
 * work is.
 */
package ai.hermes.sessions.background;
