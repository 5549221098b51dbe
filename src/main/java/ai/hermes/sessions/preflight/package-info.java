/**
 * Floor 1: errors of set-up. A check stands beside what it checks, in the package that knows it; here is the form of
 * its findings, and the place where severe ones keep the service from starting.
 */
package ai.hermes.sessions.preflight;
