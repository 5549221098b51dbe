/**
 * Floor 7: what is told to those who ask whether the service is well. One prober looks at everything in the background;
 * whoever asks is told what it last saw, and how old that is.
 */
package ai.hermes.sessions.health;
