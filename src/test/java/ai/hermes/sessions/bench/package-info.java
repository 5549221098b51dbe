/** Benchmarks, run by {@code ./mvnw -Pbench test-compile exec:exec}. They are no tests and assert nothing. */
package ai.hermes.sessions.bench;
