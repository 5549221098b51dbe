import type { Project } from '../api';
import { spanOf } from '../time';
import { type Entry, type Job, type Origin, PINNED } from './list-store';

export const GROUPINGS = ['day', 'project', 'source', 'profile', 'job'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Group {
  id: string;
  name: string;
  count: number;
  folded: boolean;
  /** Where a dragged row may be dropped: the project, empty for none; undefined where nothing can be. */
  project?: string;
}

/** A line of the list: the head of a group, or a row. */
export type Line = { head: Group; entry?: undefined } | { head?: undefined; entry: Entry };

/** Lines from top to bottom with their places in pixels. */
export class Lines {
  readonly lines: Line[] = [];
  /** Where each line begins, and at last where the list ends. */
  readonly tops: Int32Array;
  /** For each line how many rows there are up to it. */
  readonly #ordinals: Int32Array;
  /** Places of rows that were asked for; few are, of as many rows as there may be. */
  readonly #places = new Map<string, number>();

  constructor(groups: { group: Group; entries: Entry[] }[], head: number, row: number) {
    for (const { group, entries } of groups) {
      this.lines.push({ head: group });
      if (group.folded) continue;
      for (const entry of entries) this.lines.push({ entry });
    }
    this.tops = new Int32Array(this.lines.length + 1);
    this.#ordinals = new Int32Array(this.lines.length);
    let top = 0;
    let rows = 0;
    this.lines.forEach((line, i) => {
      this.tops[i] = top;
      if (line.entry) rows += 1;
      this.#ordinals[i] = rows;
      top += line.head ? head : row;
    });
    this.tops[this.lines.length] = top;
  }

  get height(): number {
    return this.tops[this.lines.length] ?? 0;
  }

  /** The line at a height. */
  at(y: number): number {
    let from = 0;
    let to = this.lines.length;
    while (from + 1 < to) {
      const middle = (from + to) >>> 1;
      if ((this.tops[middle] ?? 0) <= y) from = middle;
      else to = middle;
    }
    return from;
  }

  top(line: number): number {
    return this.tops[line] ?? 0;
  }

  /** Which of the rows that are not folded away a line is, from 1 on. */
  ordinal(line: number): number {
    return this.#ordinals[line] ?? 0;
  }

  /** How many rows are not folded away. */
  get rows(): number {
    return this.#ordinals[this.lines.length - 1] ?? 0;
  }

  placeOf(key: string): number {
    if (!key) return -1;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.lines.findIndex((it) => it.entry?.key === key);
      this.#places.set(key, place);
    }
    return place;
  }

  /** The head above a line. */
  headOf(line: number): Group | undefined {
    for (let i = line; i >= 0; i--) {
      const head = this.lines[i]?.head;
      if (head) return head;
    }
    return undefined;
  }

  /** The next row from a line in a direction. */
  next(line: number, step: 1 | -1): Entry | undefined {
    for (let i = line + step; i >= 0 && i < this.lines.length; i += step) {
      const entry = this.lines[i]?.entry;
      if (entry) return entry;
    }
    return undefined;
  }
}

interface Surroundings {
  now: number;
  projects: Project[];
  sources: Origin[];
  jobs: Job[];
  folded: ReadonlySet<string>;
}

/** Rows in groups, each in the order of the list; pinned ones come first whatever they are grouped by. */
export function grouped(
  entries: readonly Entry[],
  by: Grouping,
  { now, projects, sources, jobs, folded }: Surroundings,
): { group: Group; entries: Entry[] }[] {
  const pinned: Entry[] = [];
  const groups = new Map<string, { group: Group; entries: Entry[] }>();
  let last: { group: Group; entries: Entry[] } | undefined;
  const into = (id: string, name: string, entry: Entry, project?: string): void => {
    // Nearly always the group of the row before.
    let found = last?.group.id === id ? last : groups.get(id);
    if (!found) {
      found = {
        group: { id, name, count: 0, folded: folded.has(id), ...(project === undefined ? {} : { project }) },
        entries: [],
      };
      groups.set(id, found);
    }
    last = found;
    found.entries.push(entry);
  };
  const names = new Map(projects.map((it) => [it.project_id, it.path]));
  if (by === 'project') {
    // Empty ones as well: something can be dropped there.
    projects.forEach((it) =>
      groups.set(`project:${it.project_id}`, {
        group: {
          id: `project:${it.project_id}`,
          name: it.path,
          count: 0,
          folded: folded.has(`project:${it.project_id}`),
          project: it.project_id,
        },
        entries: [],
      }),
    );
  }
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let name = '';
  for (const entry of entries) {
    if (entry.flags & PINNED) {
      pinned.push(entry);
    } else if (by === 'day') {
      const time = entry.activity * 1000;
      if (time < from || time >= to) {
        const span = spanOf(time, now);
        // Nearly all follow in order of time, so that few dates are reckoned with.
        from = span.from;
        to = span.name === name ? Math.max(to, time + 1) : time + 1;
        name = span.name;
      }
      into(`day:${name}`, name, entry);
    } else if (by === 'project') {
      const known = names.get(entry.project);
      into(
        `project:${known === undefined ? '' : entry.project}`,
        known ?? 'No project',
        entry,
        known === undefined ? '' : entry.project,
      );
    } else if (by === 'source') {
      const source = sources[entry.source];
      into(`source:${source?.source ?? ''}`, source?.label ?? 'Agent', entry);
    } else if (by === 'profile') {
      into(`profile:${entry.profile}`, entry.profile, entry);
    } else {
      const job = jobs[entry.job];
      into(job ? `job:${job.source}/${job.job_id}` : 'job:', job?.job_id ?? 'No job', entry);
    }
  }
  const ordered = [...groups.values()];
  if (by === 'project') ordered.sort((one, other) => Number(one.group.project === '') - Number(other.group.project === ''));
  else if (by !== 'day') ordered.sort((one, other) => other.entries.length - one.entries.length);
  if (by === 'job') ordered.sort((one, other) => Number(one.group.id === 'job:') - Number(other.group.id === 'job:'));
  const all =
    pinned.length > 0
      ? [{ group: { id: 'pinned', name: 'Pinned', count: 0, folded: folded.has('pinned') }, entries: pinned }, ...ordered]
      : ordered;
  all.forEach((it) => (it.group.count = it.entries.length));
  return all;
}
