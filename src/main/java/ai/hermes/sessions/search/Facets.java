package ai.hermes.sessions.search;

import java.util.List;

/**
 * What the answer can be narrowed to. Counted over what was looked at.
 *
 * @param source by where conversations came from
 * @param project by their projects; none for in none
 * @param month by the months in which they were last active, such as {@code 2026-08}
 * @param tool by the tools whose results were found, of the best 200 messages
 */
record Facets(List<Facet> source, List<Facet> project, List<Facet> month, List<Facet> tool) {}
