import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ask, Failure, type Fault, type SessionList, type SessionRow } from '../api';
import { type LinkState, live, type Pulse, type SessionsChanged } from '../live';
import type { Trouble } from '../notices';
import { listQuery } from '../router';
import { Entries, type Entry, type Job, type Origin, type WireIndex } from './entries';
import { Rows } from './rows';

export interface Counts {
  rules: Record<string, number>;
  pending: boolean;
  sample: boolean;
  activeProfile: string;
  otherProfiles: number;
}

const FIRST_ROWS = 60;
const FIRST_MS = 5_000;
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

  readonly #list = new Entries();
  readonly #rows = new Rows({
    mayAsk: () => this.link.link !== 'paused',
    fetched: () => this.host.requestUpdate(),
    lacking: () => this.soon(),
  });
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

  get entries(): readonly Entry[] {
    return this.#list.all;
  }

  get sources(): readonly Origin[] {
    return this.#list.sources;
  }

  get jobs(): readonly Job[] {
    return this.#list.jobs;
  }

  /** Ids of the projects that rows are in. */
  get projects(): ReadonlySet<string> {
    return this.#list.projects;
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
    this.#reload = 0;
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
    return this.#list.of(id, profile);
  }

  /** Has rows fetched that are not there; all that is asked for within a moment goes together. */
  want(keys: Iterable<string>): void {
    this.#rows.want(keys);
  }

  /** What somebody did to a row, as the service answered. */
  put(row: SessionRow): void {
    this.#apply(() => {
      this.#rows.keep(row);
      this.#list.amend(row);
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
    // All are waiting for them, so they are not waited for as long as for others.
    const soon = AbortSignal.any([signal, AbortSignal.timeout(FIRST_MS)]);
    try {
      const answer = await ask<SessionList>('/api/sessions', { limit: FIRST_ROWS, ...this.#parameters() }, soon);
      if (!answer || signal.aborted) return;
      const list = answer.body;
      list.sessions.forEach((row) => this.#rows.keep(row));
      this.#list.begin(list.sessions);
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
        this.#list.take(answer.body.index);
        this.#rows.compare(this.entries);
        this.complete = true;
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
    if (this.link.link === 'paused' && state.link !== 'paused') this.#rows.wantSeen();
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
      this.#list.clear();
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
    if (rows.length > 0 && (this.filtered || !this.complete)) this.soon();
    this.#apply(() => {
      rows.forEach((row) => this.#rows.keep(row));
      this.#list.change(this.filtered || !this.complete ? [] : rows, event.removed ?? []);
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
}
