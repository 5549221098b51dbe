/** Marks a text wherever it stands in an element, without changing the element: by ranges that the browser paints. */

const ALL = 'hermes-found';
const NOW = 'hermes-found-now';
const MOST = 2_000;

/** @param now the element whose marks stand out, as the place that was gone to */
export function mark(within: Element, text: string, now: Element | undefined): void {
  if (!('highlights' in CSS)) return;
  unmark();
  const wanted = text.toLowerCase();
  if (!wanted) return;
  const all = new Highlight();
  const here = new Highlight();
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  let found = 0;
  for (let node = walker.nextNode(); node && found < MOST; node = walker.nextNode()) {
    const words = node.nodeValue?.toLowerCase() ?? '';
    for (let at = words.indexOf(wanted); at >= 0 && found < MOST; at = words.indexOf(wanted, at + wanted.length)) {
      // Where a small letter is longer than the great one, the place would be another.
      if (at + wanted.length > (node.nodeValue?.length ?? 0)) break;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      (now?.contains(node) ? here : all).add(range);
      found++;
    }
  }
  CSS.highlights.set(ALL, all);
  CSS.highlights.set(NOW, here);
}

export function unmark(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(NOW);
}
