/**
 * Below all floors: the names of everything that is measured, and the set-up of OpenTelemetry. Who knows a thing
 * measures it, under a name from here; nothing here knows what is measured.
 */
package ai.hermes.sessions.telemetry;
