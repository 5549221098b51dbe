/**
 * Floor 6: old sessions as traces, for the tools that read such: a file in the form of OpenTelemetry's protocol, or
 * sent to a collector. Has nothing to do with the traces of the service itself.
 */
package ai.hermes.sessions.tracing;
