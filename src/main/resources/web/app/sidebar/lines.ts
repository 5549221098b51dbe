import type { Entry } from './entries';
import type { Group } from './groups';

/** A group at its place among the lines. */
export interface Section {
  readonly group: Group;
  readonly folded: boolean;
  /** The line of its head. */
  readonly line: number;
  /** Where that begins, in pixels. */
  readonly top: number;
  /** How many rows of the sections before are not folded away. */
  readonly before: number;
}

/** A line of the list: the head of a group, or a row. */
export type Line = { head: Section; entry?: undefined } | { head?: undefined; entry: Entry };

/**
 * Lines from top to bottom with their places in pixels. All heads have one height and all rows another, so that places
 * are reckoned from those of the groups: to make them costs as much as there are groups, however many rows are in them.
 */
export class Lines {
  static readonly NONE = new Lines([], new Set(), 0, 1);

  readonly length: number;
  readonly height: number;
  /** How many rows are not folded away. */
  readonly rows: number;
  readonly #sections: Section[] = [];
  /** Lines of rows that were asked for; few are, of as many rows as there may be. */
  readonly #found = new Map<string, number>();

  constructor(
    groups: readonly Group[],
    folded: ReadonlySet<string>,
    private readonly headHeight: number,
    private readonly rowHeight: number,
  ) {
    let line = 0;
    let top = 0;
    let before = 0;
    for (const group of groups) {
      const section = { group, folded: folded.has(group.id), line, top, before };
      const rows = rowsOf(section);
      this.#sections.push(section);
      line += 1 + rows;
      top += headHeight + rows * rowHeight;
      before += rows;
    }
    this.length = line;
    this.height = top;
    this.rows = before;
  }

  line(index: number): Line | undefined {
    const section = this.#sectionOf(index);
    if (!section) return undefined;
    if (index === section.line) return { head: section };
    const entry = section.group.entries[index - section.line - 1];
    return entry && { entry };
  }

  entry(index: number): Entry | undefined {
    return this.line(index)?.entry;
  }

  /** The line at a height. */
  at(y: number): number {
    const section = last(this.#sections, (it) => it.top <= y) ?? this.#sections[0];
    if (!section) return 0;
    const row = Math.floor((y - section.top - this.headHeight) / this.rowHeight);
    return section.line + Math.min(Math.max(0, row + 1), rowsOf(section));
  }

  top(line: number): number {
    const section = this.#sectionOf(line);
    if (!section) return line < 0 ? 0 : this.height;
    return line === section.line ? section.top : section.top + this.headHeight + (line - section.line - 1) * this.rowHeight;
  }

  /** Which of the rows that are not folded away a line is, from 1 on. */
  ordinal(line: number): number {
    const section = this.#sectionOf(line);
    return section ? section.before + line - section.line : 0;
  }

  /** The line of a row, or -1 where it is not among those that are not folded away. */
  placeOf(key: string): number {
    if (!key) return -1;
    let place = this.#found.get(key);
    if (place === undefined) {
      place = this.#find(key);
      this.#found.set(key, place);
    }
    return place;
  }

  #find(key: string): number {
    for (const section of this.#sections) {
      const row = section.folded ? -1 : section.group.entries.findIndex((it) => it.key === key);
      if (row >= 0) return section.line + 1 + row;
    }
    return -1;
  }

  /** The head above a line. */
  headOf(line: number): Section | undefined {
    return this.#sectionOf(line);
  }

  /** The group of that id. */
  group(id: string): Group | undefined {
    return this.#sections.find((it) => it.group.id === id)?.group;
  }

  /** The line of the next row from a line in a direction, or -1. */
  next(line: number, step: 1 | -1): number {
    for (let i = line + step; i >= 0 && i < this.length; i += step) if (this.entry(i)) return i;
    return -1;
  }

  /** The row that is nearest to a line, itself or one below before those above, of those that are wanted. */
  nearest(line: number, wanted: (entry: Entry) => boolean): Entry | undefined {
    for (const step of [1, -1] as const) {
      for (let i = this.next(line - step, step); i >= 0; i = this.next(i, step)) {
        const entry = this.entry(i);
        if (entry && wanted(entry)) return entry;
      }
    }
    return undefined;
  }

  /** The keys of all rows that are not folded away. */
  keys(): Set<string> {
    return new Set(this.#sections.flatMap((it) => (it.folded ? [] : it.group.entries.map((entry) => entry.key))));
  }

  #sectionOf(line: number): Section | undefined {
    return line < 0 || line >= this.length ? undefined : last(this.#sections, (it) => it.line <= line);
  }
}

function rowsOf({ group, folded }: Section): number {
  return folded ? 0 : group.entries.length;
}

/** The last section of which something is true that is true of all before it as well. */
function last(sections: readonly Section[], holds: (section: Section) => boolean): Section | undefined {
  let from = 0;
  let to = sections.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(sections[middle]!)) from = middle + 1;
    else to = middle;
  }
  return sections[from - 1];
}
