import type { Project } from '../api';
import { spanOf } from '../time';
import { type Entry, type Job, type Origin, PINNED } from './entries';

export const GROUPINGS = ['day', 'project', 'source', 'profile', 'job'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Rows under a common head, in the order of the list. */
export interface Group {
  id: string;
  name: string;
  /** Where a dragged row may be dropped: the project, empty for none; undefined where nothing can be. */
  project?: string;
  entries: Entry[];
}

/** What the names of groups are made of. */
interface Names {
  now: number;
  projects: readonly Project[];
  sources: readonly Origin[];
  jobs: readonly Job[];
}

/** The group of a row. */
type Placing = (entry: Entry) => Group;

/**
 * Rows in groups; pinned ones come first whatever they are grouped by. It is done anew with each change of a list that
 * may be as long as any, so nothing is made or compared for a row but its place.
 */
export function grouped(entries: readonly Entry[], by: Grouping, names: Names): Group[] {
  const pinned: Group = { id: 'pinned', name: 'Pinned', entries: [] };
  const made = new Map<string, Group>();
  const group = (id: string, name: string, project?: string): Group => {
    let found = made.get(id);
    if (!found) {
      found = { id, name, entries: [], ...(project === undefined ? {} : { project }) };
      made.set(id, found);
    }
    return found;
  };
  const place = placing(by, names, group);
  for (const entry of entries) (entry.flags & PINNED ? pinned : place(entry)).entries.push(entry);
  const groups = [...made.values()];
  if (by === 'project') groups.sort((one, other) => Number(one.project === '') - Number(other.project === ''));
  else if (by !== 'day') groups.sort((one, other) => other.entries.length - one.entries.length);
  if (by === 'job') groups.sort((one, other) => Number(one.id === 'job:') - Number(other.id === 'job:'));
  return pinned.entries.length > 0 ? [pinned, ...groups] : groups;
}

function placing(by: Grouping, names: Names, group: (id: string, name: string, project?: string) => Group): Placing {
  switch (by) {
    case 'day':
      return byDay(names.now, group);
    case 'project': {
      const paths = new Map(names.projects.map((it) => [it.project_id, it.path]));
      // Empty ones as well: something can be dropped there.
      paths.forEach((path, id) => group(`project:${id}`, path, id));
      return alike(
        (it) => it.project,
        ({ project }) => {
          const path = paths.get(project);
          return path === undefined ? group('project:', 'No project', '') : group(`project:${project}`, path, project);
        },
      );
    }
    case 'source':
      return alike(
        (it) => it.source,
        (it) => {
          const source = names.sources[it.source];
          return group(`source:${source?.source ?? ''}`, source?.label ?? 'Agent');
        },
      );
    case 'profile':
      return alike(
        (it) => it.profile,
        (it) => group(`profile:${it.profile}`, it.profile),
      );
    case 'job':
      return alike(
        (it) => it.job,
        (it) => {
          const job = names.jobs[it.job];
          return group(job ? `job:${job.source}/${job.job_id}` : 'job:', job?.job_id ?? 'No job');
        },
      );
  }
}

/** Rows that have the same are in the same group, which is looked for once. */
function alike<T>(fact: (entry: Entry) => T, find: Placing): Placing {
  const known = new Map<T, Group>();
  return (entry) => {
    const value = fact(entry);
    let found = known.get(value);
    if (!found) {
      found = find(entry);
      known.set(value, found);
    }
    return found;
  };
}

function byDay(now: number, group: (id: string, name: string) => Group): Placing {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let found: Group | undefined;
  return (entry) => {
    const time = entry.activity * 1000;
    if (!found || time < from || time >= to) {
      const span = spanOf(time, now);
      // Nearly all follow in order of time, so that few dates are reckoned with.
      from = span.from;
      to = span.name === found?.name ? Math.max(to, time + 1) : time + 1;
      found = group(`day:${span.name}`, span.name);
    }
    return found;
  };
}
