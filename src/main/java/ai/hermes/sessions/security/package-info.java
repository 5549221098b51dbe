/**
 * Floor 7: filters in front of every request, those for static files, probes and unknown paths included. They refuse
 * what a foreign page could make a browser send, and callers without the token; and they put the usual headers on every
 * answer.
 */
package ai.hermes.sessions.security;
