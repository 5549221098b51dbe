import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ask, type AuthStatus, Failure, type Profile, type Project, type SavedView, send } from '../api';
import { live } from '../live';
import { applyTheme, type Density, type Theme } from '../theme';
import type { Grouping } from './groups';

/** What people chose; the service keeps it. Names are those of the wire. */
export interface Settings {
  show_cli_sessions: boolean;
  show_cron_sessions: boolean;
  show_webhook_sessions: boolean;
  show_kanban_sessions: boolean;
  show_previous_messaging_sessions: boolean;
  agent_session_source_filter?: string;
  pinned_sessions_limit: number;
  api_redact_enabled: boolean;
  sidebar_density: Density;
  theme: Theme;
  list_group: Grouping;
}

const RETRY_MS = 3_000;

/** What the list stands among: projects, saved views, profiles, settings, and who looks at it. */
export class Surroundings implements ReactiveController {
  projects: Project[] = [];
  views: SavedView[] = [];
  profiles: Profile[] = [];
  settings: Settings | undefined;
  auth: AuthStatus | undefined;

  #ended = new AbortController();
  #retry = 0;
  #askedFor = new Set<string>();
  #profile = '';
  #off: (() => void)[] = [];

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#ended = new AbortController();
    void this.refresh();
    // Another tab, or another program, may have changed them.
    this.#off = [
      live.on('resync', () => void this.refresh()),
      live.on('pulse', (pulse) => {
        const switched = this.#profile !== '' && this.#profile !== pulse.active_profile;
        this.#profile = pulse.active_profile;
        if (switched) void this.refresh();
      }),
    ];
  }

  hostDisconnected(): void {
    this.#ended.abort();
    clearTimeout(this.#retry);
    this.#off.forEach((off) => off());
  }

  /** Who may only read sees no deeds. */
  get mayOrganise(): boolean {
    return this.auth?.role !== 'read';
  }

  get mayAdminister(): boolean {
    return !this.auth?.auth_enabled || this.auth.role === 'admin';
  }

  async refresh(): Promise<void> {
    await this.#read([
      () => this.reloadProjects(),
      () => this.reloadViews(),
      () => this.#profiles(),
      () => this.#settings(),
      () => this.#auth(),
    ]);
  }

  /** What cannot be read stays as it is and is asked for again, until it is there or refused. */
  async #read(questions: (() => Promise<void>)[]): Promise<void> {
    const { signal } = this.#ended;
    clearTimeout(this.#retry);
    const answers = await Promise.allSettled(questions.map((it) => it()));
    if (signal.aborted) return;
    const left = questions.filter((_, i) => mayHeal(answers[i]));
    clearTimeout(this.#retry);
    if (left.length > 0) this.#retry = window.setTimeout(() => void this.#read(left), RETRY_MS);
  }

  async reloadProjects(): Promise<void> {
    this.projects = (await this.#ask<{ projects: Project[] }>('/api/projects'))?.projects ?? this.projects;
    this.host.requestUpdate();
  }

  /**
   * Asks for the projects where rows are in one that is not known: it was made elsewhere. Once for each, as it may be of
   * another profile.
   */
  learnProjects(ids: ReadonlySet<string>): void {
    const unknown = [...ids].filter((id) => !this.#askedFor.has(id) && !this.projects.some((it) => it.project_id === id));
    if (unknown.length === 0 || !this.auth) return;
    unknown.forEach((id) => this.#askedFor.add(id));
    void this.reloadProjects().catch(() => unknown.forEach((id) => this.#askedFor.delete(id)));
  }

  async reloadViews(): Promise<void> {
    this.views = (await this.#ask<{ views: SavedView[] }>('/api/views'))?.views ?? this.views;
    this.host.requestUpdate();
  }

  /** Keeps some settings; what is shown follows at once, and goes back where the service refuses. */
  async choose(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    if (before) this.#take({ ...before, ...changes });
    try {
      this.#take(await send<Settings>('/api/settings', changes));
    } catch (error) {
      if (before) this.#take(before);
      throw error;
    }
  }

  async switchProfile(name: string): Promise<void> {
    await send('/api/profile/switch', { name });
    await this.refresh();
  }

  async #profiles(): Promise<void> {
    this.profiles = (await this.#ask<{ profiles: Profile[] }>('/api/profiles'))?.profiles ?? this.profiles;
    this.host.requestUpdate();
  }

  async #settings(): Promise<void> {
    const settings = await this.#ask<Settings>('/api/settings');
    if (settings) this.#take(settings);
  }

  async #auth(): Promise<void> {
    this.auth = (await this.#ask<AuthStatus>('/api/auth/status')) ?? this.auth;
    this.host.requestUpdate();
  }

  #take(settings: Settings): void {
    this.settings = settings;
    applyTheme(settings.theme);
    this.host.requestUpdate();
  }

  async #ask<T>(path: string): Promise<T | undefined> {
    return (await ask<T>(path, {}, this.#ended.signal))?.body;
  }
}

function mayHeal(answer: PromiseSettledResult<void> | undefined): boolean {
  if (answer?.status !== 'rejected') return false;
  const { reason } = answer as { reason: unknown };
  return !(reason instanceof Failure) || reason.status === 0 || reason.status === 429 || reason.status >= 500;
}
