/**
 * Floor 8: the page for the browser. Its sources are under {@code src/main/resources/web}; here is only what the
 * bundler does not do.
 */
package ai.hermes.sessions.page;
