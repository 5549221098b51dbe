/**
 * Floor 1: what credentials look like, and how they are kept out of all that leaves the process. Everything that is
 * written as JSON goes through {@link ai.hermes.sessions.masking.MaskingGenerator}; whoever makes other text for
 * callers, or cuts a text before it is written, asks {@link ai.hermes.sessions.masking.Masking} before. Knows no
 * session.
 */
package ai.hermes.sessions.masking;
