import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { activity, ask, Failure, type Fault, rowKey, type SessionList, type SessionRow } from '../api';
import { type LinkState, live, type Pulse, type SessionsChanged } from '../live';
import type { Trouble } from '../notices';
import { listQuery } from '../router';

/** What the index knows of a row: enough for its place and group. */
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

interface WireIndex {
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

export interface Counts {
  rules: Record<string, number>;
  pending: boolean;
  sample: boolean;
  activeProfile: string;
  otherProfiles: number;
}

const FIRST_ROWS = 60;
const KEPT_ROWS = 4_000;
const WINDOW = 100;
const GATHER_MS = 30;
/** A change that cannot be applied here has the index asked for again: at once for small ones, seldom for large ones. */
const RELOAD_MS = 250;
const RELOAD_LARGE_MS = 4_000;
const LARGE = 10_000;
const RETRY_MS = 3_000;

/**
 * The list: the order of all its rows, and the rows that were looked at. What was good stays when something fails, with
 * its age; what is told as changed is changed here at once.
 */
export class ListStore implements ReactiveController {
  entries: Entry[] = [];
  sources: Origin[] = [];
  jobs: Job[] = [];
  /** Ids of the projects that rows are in. */
  readonly projects = new Set<string>();
  /** Whether all rows are in {@link entries}; until then the first ones. */
  complete = false;
  /** Whether anything was ever shown for this filter. */
  loaded = false;
  counts: Counts | undefined;
  faults: Fault[] = [];
  /** Why the last request failed; a filter that makes no sense has status 400. */
  failure: Failure | undefined;
  link: LinkState = live.state;
  /** When the service last confirmed what is shown, by this computer's clock. */
  confirmedAt = 0;
  /** Milliseconds to add to this computer's clock to get the service's. */
  skew = 0;
  /** Grows with each change of the entries. */
  revision = 0;

  #rows = new Map<string, SessionRow>();
  /** The rows that are looked at. */
  #seen: readonly string[] = [];
  #wanted = new Set<string>();
  /** Rows of the index that the service did not find: not asked for again before the index is. */
  #missing = new Set<string>();
  #fetching = new Set<string>();
  #gather = 0;
  #filter = '';
  #tag: string | null = null;
  #running = new AbortController();
  #reload = 0;
  #reloading = false;
  /** Whether the first rows are being asked for; all are after that. */
  #opening = false;
  #again = false;
  /** What was told since the index was asked for: its answer may not know of it yet. */
  #since: (() => void)[] = [];
  #loadedAt = 0;
  #differs = 0;
  #askingOfAll = false;
  #tagOfAll: string | null = null;
  /** A filter that makes no sense makes none the next time either. */
  #senseless = false;
  #off: (() => void)[] = [];

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#off = [
      live.on('changed', (event) => this.#changed(event)),
      live.on('pulse', (pulse) => this.#pulse(pulse)),
      live.on('resync', () => void this.#load()),
      live.on('state', (state) => this.#link(state)),
    ];
    this.address();
  }

  hostDisconnected(): void {
    this.#off.forEach((off) => off());
    this.#running.abort();
    clearTimeout(this.#reload);
  }

  /** Now by the service's clock, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.skew;
  }

  /** Why what is shown cannot be renewed now. */
  get trouble(): Trouble | undefined {
    if (this.failure && this.failure.status !== 400) return this.failure;
    return this.link.link === 'lost' ? this.link.failure : undefined;
  }

  get all(): boolean {
    return new URLSearchParams(this.#filter).has('all');
  }

  get filtered(): boolean {
    const query = new URLSearchParams(this.#filter);
    return query.has('q') || query.has('view');
  }

  /** Looks at the address for another filter. */
  address(): void {
    const query = listQuery();
    query.delete('group');
    const filter = query.toString();
    if (filter === this.#filter && (this.loaded || this.#opening || this.#reloading)) return;
    this.#filter = filter;
    this.#anew();
  }

  /** Begins again, for other sessions than those so far. */
  #anew(): void {
    this.#running.abort();
    this.#running = new AbortController();
    clearTimeout(this.#reload);
    this.#reloading = false;
    this.#tag = null;
    this.#tagOfAll = null;
    this.complete = false;
    this.failure = undefined;
    this.#senseless = false;
    this.#opening = !this.loaded;
    if (this.loaded) void this.#load();
    else void this.#open();
  }

  /** Shows the first rows before the order of all is even asked for: of a long list that takes all of a small machine. */
  async #open(): Promise<void> {
    const { signal } = this.#running;
    await this.#first();
    // Rows that came are painted before.
    await new Promise((painted) => setTimeout(painted));
    if (signal.aborted) return;
    this.#opening = false;
    void this.#load();
  }

  /** Asks for all again, now. */
  refresh(): void {
    live.check();
    this.#senseless = false;
    void this.#load();
  }

  row(key: string): SessionRow | undefined {
    return this.#rows.get(key);
  }

  /** The profile that the service acts on where none is named; empty until it is known. */
  get activeProfile(): string {
    return this.counts?.activeProfile ?? '';
  }

  /** Whether deeds reach it: they are done in the active profile, whatever else is listed. */
  own(profile: string): boolean {
    return profile === this.activeProfile;
  }

  /** The entry of a session or conversation; ids are the same in several profiles where a store was copied. */
  entry(id: string, profile = ''): Entry | undefined {
    return this.entries.find((it) => (it.id === id || it.conversation === id) && (!profile || it.profile === profile));
  }

  /** Has rows fetched that are not there; all that is asked for within a moment goes together. */
  want(keys: Iterable<string>): void {
    this.#seen = [...keys];
    this.#wanted.clear();
    for (const key of this.#seen) {
      if (!this.#rows.has(key) && !this.#fetching.has(key) && !this.#missing.has(key)) this.#wanted.add(key);
    }
    if (this.#wanted.size > 0 && !this.#gather) this.#gather = window.setTimeout(() => void this.#fetch(), GATHER_MS);
  }

  /** What somebody did to a row, as the service answered. */
  put(row: SessionRow): void {
    this.#apply(() => {
      this.#keep(row);
      const entry = this.entries.find((it) => it.key === rowKey(row));
      if (entry) {
        entry.flags = flagsOf(row);
        entry.project = row.project_id ?? '';
      }
    });
    this.#touch();
  }

  soon(): void {
    this.#later(RELOAD_MS);
  }

  #parameters(): Record<string, string> {
    const query = new URLSearchParams(this.#filter);
    const parameters: Record<string, string> = {};
    for (const name of ['q', 'view']) {
      const value = query.get(name);
      if (value) parameters[name] = value;
    }
    if (query.has('all')) parameters['all_profiles'] = '1';
    return parameters;
  }

  /** The first rows alone, so that there is something to see before the whole order is known. */
  async #first(): Promise<void> {
    const { signal } = this.#running;
    try {
      const answer = await ask<SessionList>('/api/sessions', { limit: FIRST_ROWS, ...this.#parameters() }, signal);
      if (!answer || this.complete || signal.aborted) return;
      const list = answer.body;
      list.sessions.forEach((row) => this.#keep(row));
      this.sources = [];
      this.jobs = [];
      this.entries = list.sessions.map((row) => this.#entryOf(row));
      this.complete = list.total <= list.sessions.length;
      this.#counted(list);
      this.#good();
    } catch {
      // The request for the whole tells what is wrong.
    }
  }

  async #load(): Promise<void> {
    if (this.#senseless || this.#opening) return;
    if (this.#reloading) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#reload);
    this.#reload = 0;
    this.#reloading = true;
    this.#again = false;
    this.#since = [];
    const { signal } = this.#running;
    try {
      const answer = await ask<{ index: WireIndex } & SessionList>(
        '/api/sessions/index',
        this.#parameters(),
        signal,
        this.#tag,
      );
      if (signal.aborted) return;
      if (answer) {
        this.#tag = answer.tag;
        this.#take(answer.body.index);
        this.#since.forEach((change) => change());
        this.#counted(answer.body);
      }
      this.#good();
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Failure ? error : new Failure(0, 'The list cannot be shown');
      this.#senseless = this.failure.status === 400;
      this.host.requestUpdate();
      if (this.failure.status !== 400 && this.failure.status !== 401 && this.failure.status !== 404)
        this.#later(Math.max(RETRY_MS, this.failure.retryAfter * 1000));
    } finally {
      if (!signal.aborted) {
        this.#reloading = false;
        this.#loadedAt = Date.now();
        if (this.#again) this.soon();
      }
    }
  }

  #later(millis: number): void {
    const large = this.entries.length > LARGE ? RELOAD_LARGE_MS : RELOAD_MS;
    const wait = Math.max(millis, this.#loadedAt + large - Date.now());
    if (this.#reload) return;
    this.#reload = window.setTimeout(() => {
      this.#reload = 0;
      void this.#load();
    }, wait);
  }

  #take(index: WireIndex): void {
    const { sessions, conversations, profiles, profile, flags, source, projects, project, job } = index;
    let at = 0;
    this.sources = index.sources;
    this.jobs = index.jobs;
    index.projects.forEach((it) => this.projects.add(it));
    this.entries = sessions.map((id, i) => {
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
    // A row whose session was active since it was fetched is old.
    for (const entry of this.entries) {
      const row = this.#rows.get(entry.key);
      if (row && Math.floor(activity(row)) !== entry.activity) this.#rows.delete(entry.key);
    }
    this.#missing.clear();
    this.complete = true;
  }

  #counted(list: SessionList): void {
    this.skew = list.server_time * 1000 - Date.now();
    this.counts = {
      rules: list.rules,
      pending: list.pending,
      sample: list.sample,
      activeProfile: list.active_profile,
      otherProfiles: list.other_profile_count,
    };
    this.faults = list.faults;
  }

  #good(): void {
    this.loaded = true;
    this.failure = undefined;
    this.confirmedAt = Date.now();
    this.#touch();
  }

  #touch(): void {
    this.revision += 1;
    this.host.requestUpdate();
  }

  #link(state: LinkState): void {
    if (this.link.link === 'paused' && state.link !== 'paused') this.want(this.#seen);
    const back = this.link.link !== state.link && (state.link === 'live' || state.link === 'polling');
    this.link = state;
    if (back && (this.failure || this.link.link === 'polling')) void this.#load();
    this.host.requestUpdate();
  }

  #pulse(pulse: Pulse): void {
    const healed = !this.all && this.faults.length > 0 && pulse.faults.length === 0;
    if (!this.all) this.faults = pulse.faults;
    // Another tab may have gone to another profile: the choice is the browser's.
    if (this.counts && this.counts.activeProfile !== pulse.active_profile && !this.all) {
      this.entries = [];
      this.#anew();
      this.#touch();
    }
    if (this.counts) {
      this.counts = {
        ...this.counts,
        rules: this.all ? this.counts.rules : pulse.rules,
        pending: pulse.pending,
        sample: pulse.sample,
        activeProfile: pulse.active_profile,
      };
    }
    if (this.all && this.loaded) void this.#askOfAll();
    if (!this.failure && this.loaded) this.confirmedAt = Date.now();
    // The same number twice in a row is not chance: something was missed.
    const differs = this.complete && !this.filtered && !this.all && pulse.total !== this.entries.length;
    this.#differs = differs ? this.#differs + 1 : 0;
    if (healed || this.failure || this.link.link === 'polling' || this.#differs > 1 || pulse.pending) this.soon();
    this.host.requestUpdate();
  }

  /** The pulse tells of the active profile alone; how all of them are is asked for here. */
  async #askOfAll(): Promise<void> {
    if (this.#askingOfAll) return;
    this.#askingOfAll = true;
    const { signal } = this.#running;
    try {
      const answer = await ask<SessionList>('/api/sessions', { limit: 1, all_profiles: 1 }, signal, this.#tagOfAll);
      if (signal.aborted || !answer) return;
      this.#tagOfAll = answer.tag;
      const { rules, faults } = answer.body;
      if (this.faults.length > 0 && faults.length === 0) this.soon();
      this.faults = faults;
      if (this.counts) this.counts = { ...this.counts, rules };
      this.host.requestUpdate();
    } catch {
      // That the service does not answer is told by the pulse.
    } finally {
      this.#askingOfAll = false;
    }
  }

  #changed(event: SessionsChanged): void {
    if (event.reason === 'resync' || (event.reload ?? []).some((it) => this.#inScope(it))) {
      void this.#load();
      return;
    }
    const rows = (event.sessions ?? []).filter((it) => this.#inScope(it.profile));
    const gone = new Set((event.removed ?? []).map((it) => `${it.profile}/${it.conversation_id}`));
    if (rows.length > 0 && (this.filtered || !this.complete)) this.soon();
    this.#apply(() => {
      for (const row of rows) {
        this.#keep(row);
        if (!this.filtered && this.complete) this.#place(row);
      }
      if (gone.size > 0) this.entries = this.entries.filter((it) => !gone.has(`${it.profile}/${it.conversation}`));
    });
    this.confirmedAt = Date.now();
    this.#touch();
  }

  /** Changes the entries, and does so again where an answer that is under way replaces them. */
  #apply(change: () => void): void {
    change();
    if (this.#reloading) this.#since.push(change);
  }

  #inScope(profile: string): boolean {
    return this.all || profile === (this.counts?.activeProfile ?? 'default');
  }

  /** Puts a changed row where it belongs now. */
  #place(row: SessionRow & { rule: string }): void {
    const at = this.entries.findIndex(
      (it) => it.profile === row.profile && (it.conversation === row.conversation_id || it.id === row.session_id),
    );
    if (at >= 0) this.entries.splice(at, 1);
    if (row.rule !== 'listed') return;
    const entry = this.#entryOf(row);
    let from = 0;
    let to = this.entries.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (before(this.entries[middle]!, entry)) from = middle + 1;
      else to = middle;
    }
    this.entries.splice(from, 0, entry);
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
    const known = this.jobs.findIndex(
      (it) => it.job_id === job_id && it.source === job.source && it.profile === profile,
    );
    if (known < 0) this.jobs = [...this.jobs, job];
    return known < 0 ? this.jobs.length - 1 : known;
  }

  #sourceOf(row: SessionRow): number {
    const source = row.raw_source ?? '';
    const known = this.sources.findIndex((it) => it.source === source);
    if (known >= 0) return known;
    this.sources = [
      ...this.sources,
      { source, kind: row.session_source ?? 'other', label: row.source_label ?? 'Agent' },
    ];
    return this.sources.length - 1;
  }

  #keep(row: SessionRow): void {
    const key = rowKey(row);
    this.#rows.delete(key);
    this.#rows.set(key, row);
    if (this.#rows.size > KEPT_ROWS) {
      const oldest = this.#rows.keys().next().value;
      if (oldest !== undefined) this.#rows.delete(oldest);
    }
  }

  async #fetch(): Promise<void> {
    const keys = [...this.#wanted].slice(0, WINDOW);
    if (keys.length === 0) {
      this.#gather = 0;
      return;
    }
    keys.forEach((key) => {
      this.#wanted.delete(key);
      this.#fetching.add(key);
    });
    try {
      const answer = await ask<{ sessions: SessionRow[]; missing: string[] }>(
        '/api/sessions/rows',
        { id: keys },
        AbortSignal.timeout(10_000),
      );
      answer?.body.sessions.forEach((row) => this.#keep(row));
      if (answer && answer.body.missing.length > 0) {
        keys.filter((key) => !this.#rows.has(key)).forEach((key) => this.#missing.add(key));
        this.soon();
      }
    } catch {
      // Shown as not yet there, and asked for again.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      keys.forEach((key) => this.#fetching.delete(key));
      this.#gather = 0;
      // What was scrolled to meanwhile, and what was more than goes at once.
      if (this.link.link !== 'paused') this.want(this.#seen);
      this.host.requestUpdate();
    }
  }
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
