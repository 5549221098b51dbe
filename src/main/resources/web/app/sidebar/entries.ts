import { activity, rowKey, type SessionRow } from '../api';
import type { SessionsChanged } from '../live';

/** What the list knows of each row: enough for its place and group. */
export interface Entry {
  key: string;
  id: string;
  conversation: string;
  profile: string;
  /** Seconds since 1970. */
  activity: number;
  flags: number;
  source: number;
  project: string;
  job: number;
}

export const PINNED = 1;
export const RUNNING = 2;
export const UNREAD = 4;
export const ARCHIVED = 8;
export const READ_ONLY = 16;

export interface Origin {
  source: string;
  kind: string;
  label: string;
}

export interface Job {
  job_id: string;
  source: string;
  profile: string;
}

/** All entries as they are sent: a column for each fact; times as differences, names as places in lists of them. */
export interface WireIndex {
  sessions: string[];
  conversations: Record<string, string>;
  profiles: string[];
  profile?: number[];
  activity: number[];
  flags: number[];
  sources: Origin[];
  source: number[];
  projects: string[];
  project: number[];
  jobs: Job[];
  job: number[];
}

type ChangedRows = NonNullable<SessionsChanged['sessions']>;
type GoneRows = NonNullable<SessionsChanged['removed']>;

/** The entries of the list in their order, and the names that they share. A change makes another list of them. */
export class Entries {
  all: readonly Entry[] = [];
  sources: Origin[] = [];
  jobs: Job[] = [];
  /** Ids of the projects that rows are in. */
  readonly projects = new Set<string>();

  clear(): void {
    this.all = [];
  }

  /** The entry of a session or conversation; ids are the same in several profiles where a store was copied. */
  of(id: string, profile: string): Entry | undefined {
    return this.all.find((it) => (it.id === id || it.conversation === id) && (!profile || it.profile === profile));
  }

  /** Begins again with these rows, which are in their order. */
  begin(rows: readonly SessionRow[]): void {
    this.sources = [];
    this.jobs = [];
    this.all = rows.map((row) => this.#entryOf(row));
  }

  /** Begins again with all that there are. */
  take(index: WireIndex): void {
    const { sessions, conversations, profiles, profile, flags, source, projects, project, job } = index;
    let at = 0;
    this.sources = index.sources;
    this.jobs = index.jobs;
    projects.forEach((it) => this.projects.add(it));
    this.all = sessions.map((id, i) => {
      at += index.activity[i] ?? 0;
      const owner = profiles[profile?.[i] ?? 0] ?? 'default';
      return {
        key: `${owner}/${id}`,
        id,
        conversation: conversations[i] ?? id,
        profile: owner,
        activity: at,
        flags: flags[i] ?? 0,
        source: source[i] ?? -1,
        project: projects[project[i] ?? -1] ?? '',
        job: job[i] ?? -1,
      };
    });
  }

  /** What somebody did to a row that stays in its place. */
  amend(row: SessionRow): void {
    const key = rowKey(row);
    const entry = this.all.find((it) => it.key === key);
    if (!entry) return;
    entry.flags = flagsOf(row);
    entry.project = row.project_id ?? '';
  }

  /** Puts changed rows where they belong now and takes out those that are gone, however many, in one walk over all. */
  change(rows: ChangedRows, gone: GoneRows): void {
    if (rows.length === 0 && gone.length === 0) return;
    const conversations = new Ids();
    const sessions = new Ids();
    const latest = new Map(rows.map((row) => [`${row.profile}/${row.conversation_id}`, row]));
    for (const { profile, conversation_id, session_id } of latest.values()) {
      conversations.add(profile, conversation_id);
      sessions.add(profile, session_id);
    }
    gone.forEach((it) => conversations.add(it.profile, it.conversation_id));
    const all = this.all.filter((it) => !conversations.has(it.profile, it.conversation) && !sessions.has(it.profile, it.id));
    for (const row of latest.values()) {
      if (row.rule !== 'listed') continue;
      const entry = this.#entryOf(row);
      all.splice(placeIn(all, entry), 0, entry);
    }
    this.all = all;
  }

  #entryOf(row: SessionRow): Entry {
    if (row.project_id) this.projects.add(row.project_id);
    return {
      key: rowKey(row),
      id: row.session_id,
      conversation: row.conversation_id,
      profile: row.profile,
      activity: Math.floor(activity(row)),
      flags: flagsOf(row),
      source: this.#sourceOf(row),
      project: row.project_id ?? '',
      job: this.#jobOf(row),
    };
  }

  #jobOf({ job_id, raw_source, profile }: SessionRow): number {
    if (!job_id) return -1;
    const job = { job_id, source: raw_source ?? '', profile };
    const known = this.jobs.findIndex((it) => it.job_id === job_id && it.source === job.source && it.profile === profile);
    if (known < 0) this.jobs = [...this.jobs, job];
    return known < 0 ? this.jobs.length - 1 : known;
  }

  #sourceOf(row: SessionRow): number {
    const source = row.raw_source ?? '';
    const known = this.sources.findIndex((it) => it.source === source);
    if (known >= 0) return known;
    this.sources = [...this.sources, { source, kind: row.session_source ?? 'other', label: row.source_label ?? 'Agent' }];
    return this.sources.length - 1;
  }
}

/** Ids with the profile that each is of. */
class Ids {
  readonly #ids = new Map<string, Set<string>>();

  add(profile: string, id: string): void {
    const ids = this.#ids.get(profile) ?? new Set();
    this.#ids.set(profile, ids.add(id));
  }

  has(profile: string, id: string): boolean {
    return this.#ids.get(profile)?.has(id) ?? false;
  }
}

/** Where an entry belongs among others in their order. */
function placeIn(entries: readonly Entry[], entry: Entry): number {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (before(entries[middle]!, entry)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The order of the list. */
function before(one: Entry, other: Entry): boolean {
  const running = (one.flags & RUNNING) - (other.flags & RUNNING);
  if (running !== 0) return running > 0;
  if (one.activity !== other.activity) return one.activity > other.activity;
  return one.id > other.id;
}

function flagsOf(row: SessionRow): number {
  return (
    (row.pinned ? PINNED : 0) +
    (row.is_streaming ? RUNNING : 0) +
    (row.unread ? UNREAD : 0) +
    (row.archived ? ARCHIVED : 0) +
    (row.read_only ? READ_ONLY : 0)
  );
}
