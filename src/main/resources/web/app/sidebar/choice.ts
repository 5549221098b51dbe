import type { Entry } from './entries';
import type { Lines } from './lines';

/** Which rows are chosen after one more was, by their keys: it alone, all from the one before on, or with the focused one. */
export class Choice {
  /** The row that was chosen last. */
  #anchor = '';

  with(entry: Entry, how: 'toggle' | 'range' | 'add', before: ReadonlySet<string>, lines: Lines, focused: string): Set<string> {
    const chosen = new Set(before);
    const start = lines.placeOf(this.#anchor);
    const end = lines.placeOf(entry.key);
    if (how === 'range' && start >= 0) {
      for (let i = Math.min(start, end); i <= Math.max(start, end); i++) {
        const each = lines.entry(i);
        if (each) chosen.add(each.key);
      }
    } else if (how === 'add') {
      if (focused) chosen.add(focused);
      chosen.add(entry.key);
    } else if (!chosen.delete(entry.key)) {
      chosen.add(entry.key);
    }
    this.#anchor = entry.key;
    return chosen;
  }
}
