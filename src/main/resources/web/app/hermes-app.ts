import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { activity, type SessionRow } from './api';
import { live } from './live';
import { type Address, address, ADDRESS_EVENT, base, go, goWith, href, plainClick, sessionPath, type View } from './router';
import { appStyles } from './shell/hermes-app-styles';
import { type Icon, icon } from './shell/icons';
import { deepFocus } from './shell/menu';
import './shell/palette';
import type { Command, Palette } from './shell/palette';
import './shell/shortcuts';
import { modifier, type Shortcuts } from './shell/shortcuts';
import './shell/toasts';
import type { Notice, Toasts } from './shell/toasts';
import { markRead, refusal } from './sidebar/deeds';
import './sidebar/hermes-sidebar';
import type { Sidebar } from './sidebar/hermes-sidebar';
import { GROUPINGS } from './sidebar/lines';
import { type Entry, ListStore } from './sidebar/list-store';
import { Surroundings } from './sidebar/surroundings';
import { boxes, common, controls } from './styles';
import { theme } from './theme';
import { duration } from './time';

const TICK_MS = 10_000;
const PREFIX_MS = 1_200;
const NARROW = matchMedia('(max-width: 760px)');
const FOLDED = 'hermes.list-folded';
const WIDTH = 'hermes.list-width';
const MIN_WIDTH = 280;
const MAX_WIDTH = 560;

/** What is loaded when it is gone to, and not before. */
const LOADERS: Partial<Record<View, () => Promise<unknown>>> = {
  session: () => import('./transcript/hermes-transcript'),
  search: () => import('./search/hermes-search'),
  insights: () => import('./insights/hermes-insights'),
  service: () => import('./service/hermes-service'),
  settings: () => import('./settings/hermes-settings'),
};

const PLACES: [view: View, path: string, name: string, sign: Icon][] = [
  ['list', '/', 'Sessions', 'sessions'],
  ['search', '/search', 'Search', 'search'],
  ['insights', '/insights', 'Insights', 'insights'],
  ['service', '/service', 'Service', 'service'],
  ['settings', '/settings', 'Settings', 'settings'],
];

const TITLES: Partial<Record<View, string>> = {
  search: 'Search',
  insights: 'Insights',
  service: 'Service',
  settings: 'Settings',
};

type Focusable = LitElement & { focusText?: (typed?: string) => void };

/** The page: a rail of places, the list, and what is open beside it. */
@customElement('hermes-app')
export class HermesApp extends LitElement {
  @state() private at: Address = address();
  @state() private loaded: ReadonlySet<View> = new Set();
  @state() private broken: View | undefined;
  @state() private folded = remembered(FOLDED) === 'yes';
  @query('hermes-sidebar') private sidebar!: Sidebar;
  @query('hermes-palette') private palette!: Palette;
  @query('hermes-shortcuts') private shortcuts!: Shortcuts;
  @query('hermes-toasts') private toasts!: Toasts;
  @query('.reader') private reader!: HTMLElement;

  #store = new ListStore(this);
  #surroundings = new Surroundings(this);
  #clock = 0;
  #prefix = 0;
  #loading: Promise<void> = Promise.resolve();
  /** What is typed into the search that is still being loaded; undefined while none is. */
  #typedAhead: string | undefined;
  #active = '';
  #marked = '';

  static styles = [common, controls, boxes, appStyles];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    window.addEventListener('keydown', this.#key);
    this.addEventListener('navigate', this.#navigate);
    this.addEventListener('notify', this.#notify);
    this.addEventListener('undone', this.#undone);
    this.addEventListener('profile-switched', this.#undone);
    this.#clock = window.setInterval(() => this.requestUpdate(), TICK_MS);
    const width = Number(remembered(WIDTH));
    if (width >= MIN_WIDTH && width <= MAX_WIDTH) this.style.setProperty('--list', `${width}px`);
    live.start();
    this.#load();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
    window.removeEventListener('keydown', this.#key);
    clearInterval(this.#clock);
    live.stop();
  }

  protected willUpdate(): void {
    const before = this.#active;
    this.#active = this.#store.activeProfile;
    // What is read stays when the browser goes to another profile, in whichever tab; its address says now whose it is.
    if (before && this.#active && before !== this.#active && this.at.view === 'session' && !this.at.query.get('profile')) {
      goWith({ profile: before }, { replace: true });
    }
  }

  render(): TemplateResult {
    const { view, id } = this.at;
    const reading = view !== 'list';
    const classes = [reading ? 'reading' : '', this.folded && reading ? 'folded' : '', view].join(' ');
    return html`
      <button class="skip" @click=${() => this.#focusReader()}>To what is open</button>
      <main class=${classes}>
        <h1 class="hidden">Hermes</h1>
        ${this.#store.counts?.sample ? this.#sampleBanner() : nothing} ${this.#rail()}
        <nav class="side" aria-label="Sessions">
          <hermes-sidebar
            .store=${this.#store}
            .revision=${this.#store.revision}
            .surroundings=${this.#surroundings}
            .now=${this.#store.now()}
            .current=${view === 'session' ? id : ''}
            .currentProfile=${this.#profile()}
            @open-session=${(event: CustomEvent<Entry>) => this.#open(event.detail.id, event.detail.profile)}
            @notice=${(event: CustomEvent<Notice>) => this.toasts.show(event.detail)}
          ></hermes-sidebar>
        </nav>
        <section class="reader" aria-label="What is open">
          <button
            class="grip"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the list"
            aria-valuemin=${MIN_WIDTH}
            aria-valuemax=${MAX_WIDTH}
            aria-valuenow=${Number(remembered(WIDTH)) || 360}
            @pointerdown=${this.#grip}
            @keydown=${this.#gripKey}
          ></button>
          <div class="trouble" role="status">${this.#trouble()}</div>
          ${this.#view()}
        </section>
      </main>
      <hermes-palette
        .commands=${this.#commands()}
        .all=${this.#store.all}
        @open-session=${(event: CustomEvent<SessionRow>) => this.#open(event.detail.session_id, event.detail.profile)}
        @search=${(event: CustomEvent<string>) => go(`/search?q=${encodeURIComponent(event.detail)}`)}
      ></hermes-palette>
      <hermes-shortcuts></hermes-shortcuts>
      <hermes-toasts></hermes-toasts>
    `;
  }

  #sampleBanner(): TemplateResult {
    return html`<aside class="sample" aria-label="About these sessions">
      <b>Sample sessions.</b> No store was found; set <code>HERMES_HOME</code> to the folder of <code>state.db</code>.
    </aside>`;
  }

  /** What is wrong, in a line: for where the list, which tells it in full, is not seen. */
  #trouble(): unknown {
    const { trouble, faults, confirmedAt } = this.#store;
    if (trouble) {
      return html`<p><strong>${sentence(trouble.message)}</strong> ${confirmedAt ? `What is shown is from ${duration(Date.now() - confirmedAt)} ago.` : trouble.consequence}</p>`;
    }
    return faults.map((it) => html`<p><strong>${sentence(it.message)}</strong> Profile ${it.profile}, for ${duration(it.age_seconds * 1000)}.</p>`);
  }

  #rail(): TemplateResult {
    const here = this.at.view === 'session' ? 'list' : this.at.view;
    return html`<nav class="rail" aria-label="Places">
      <a class="brand" href=${href('/')} aria-label="Hermes" @click=${(event: MouseEvent) => this.#go(event, '/')}>
        <img src="${base}/icon.svg" alt="" />
      </a>
      ${PLACES.map(
        ([view, path, name, sign]) => html`<a
          href=${href(path)}
          aria-current=${here === view ? 'page' : nothing}
          @click=${(event: MouseEvent) => this.#go(event, path)}
        >
          ${icon(sign, 20)}${name}
        </a>`,
      )}
      <span class="space"></span>
      <button class="wide" title="Everything by its name (${modifier} K)" @click=${() => this.palette.open()}>
        <kbd>${modifier} K</kbd>Go to
      </button>
      <button class="wide" title="Keys (?)" @click=${() => this.shortcuts.open()}>${icon('help', 20)}Keys</button>
    </nav>`;
  }

  #view(): unknown {
    const { view, id } = this.at;
    if (view === 'list') return this.#welcome();
    if (view === 'unknown') {
      return html`<div class="state">
        <h2>There is nothing at this address</h2>
        <p>The link may be of a newer version, or mistyped.</p>
        <button @click=${() => go('/')}>To the list</button>
      </div>`;
    }
    if (this.broken === view) {
      return html`<div class="state" role="alert">
        <h2>This part of the page could not be loaded</h2>
        <p>The service does not answer, or was renewed since the page was opened.</p>
        <button @click=${() => location.reload()}>Load the page again</button>
      </div>`;
    }
    if (!this.loaded.has(view)) return html`<p class="state" role="status">Loading…</p>`;
    const row = this.#row(id);
    switch (view) {
      case 'session':
        return html`<hermes-transcript
          .sessionId=${id}
          .profile=${this.at.query.get('profile') ?? ''}
          .activeProfile=${this.#store.activeProfile}
          .mayOrganise=${this.#surroundings.mayOrganise}
          .messageId=${this.at.query.get('message') ?? ''}
          .revision=${row ? `${row.message_count}/${activity(row)}` : ''}
          .row=${row}
          @session-loaded=${(event: CustomEvent<{ title: string }>) => this.#titled(event.detail.title)}
        ></hermes-transcript>`;
      case 'insights':
        return html`<hermes-insights></hermes-insights>`;
      case 'service':
        return html`<hermes-service></hermes-service>`;
      case 'search':
        return html`<hermes-search .all=${this.#store.all} .profile=${this.#store.activeProfile}></hermes-search>`;
      default:
        return html`<hermes-settings .surroundings=${this.#surroundings} .revision=${{}}></hermes-settings>`;
    }
  }

  #welcome(): unknown {
    if (!this.#store.loaded || this.#store.entries.length === 0) return nothing;
    return html`<div class="welcome">
      <h2>Choose a session</h2>
      <p>What the agent adds appears by itself.</p>
      <dl>
        <dt><kbd>j</kbd> <kbd>k</kbd></dt>
        <dd>next, previous</dd>
        <dt><kbd>⏎</kbd></dt>
        <dd>read it</dd>
        <dt><kbd>/</kbd></dt>
        <dd>filter the list</dd>
        <dt><kbd>${modifier}</kbd> <kbd>K</kbd></dt>
        <dd>everything by its name</dd>
        <dt><kbd>?</kbd></dt>
        <dd>all keys</dd>
      </dl>
    </div>`;
  }

  protected updated(): void {
    const { view, id } = this.at;
    const row = view === 'session' ? this.#row(id) : undefined;
    if (row) {
      this.#titled(row.title);
      this.#read(row);
    } else if (view !== 'session') {
      document.title = TITLES[view] ? `${TITLES[view]} · Hermes` : 'Hermes';
    }
  }

  #row(id: string): SessionRow | undefined {
    const entry = id ? this.#store.entry(id, this.#profile()) : undefined;
    return entry ? this.#store.row(entry.key) : undefined;
  }

  /** The profile that the address means. */
  #profile(): string {
    return this.at.query.get('profile') || this.#store.activeProfile;
  }

  #titled(title: string): void {
    document.title = `${title} · Hermes`;
  }

  /** What is looked at is read, each time that something was added. */
  #read(row: SessionRow): void {
    const seen = `${row.profile}/${row.session_id}/${activity(row)}`;
    if (seen === this.#marked || document.hidden || row.read_only || !this.#store.own(row.profile) || !this.#surroundings.mayOrganise) return;
    this.#marked = seen;
    void markRead(row.session_id);
  }

  #load(): void {
    const { view } = this.at;
    const loader = LOADERS[view];
    if (!loader || this.loaded.has(view)) return;
    this.#loading = loader().then(
      () => {
        this.broken = undefined;
        this.loaded = new Set([...this.loaded, view]);
      },
      () => {
        this.broken = view;
      },
    );
  }

  #address = (): void => {
    this.at = address();
    if (this.at.view !== 'search') this.#typedAhead = undefined;
    this.#store.address();
    this.#load();
    this.requestUpdate();
  };

  #go(event: MouseEvent, path: string): void {
    if (!plainClick(event)) return;
    event.preventDefault();
    go(path);
    if (path === '/search') void this.#focusSearch();
  }

  #open(id: string, profile: string): void {
    go(sessionPath(id, undefined, this.#store.all ? profile : undefined));
    void this.#focusReader();
  }

  /** Puts the focus into what is open, once it is loaded. */
  async #focusReader(): Promise<void> {
    const { view: wanted } = this.at;
    await this.#loading;
    await this.updateComplete;
    const view = [...this.reader.children].find((it) => it.matches(':not(.grip, .trouble)')) as Focusable | undefined;
    await view?.updateComplete;
    if (this.at.view === wanted) view?.focusText?.(this.#typedAhead);
  }

  /** Who goes to the search types at once: that is neither lost nor taken for commands while it is loaded. */
  async #focusSearch(): Promise<void> {
    this.#typedAhead = '';
    await this.#focusReader();
    this.#typedAhead = undefined;
  }

  #close = (): void => {
    const key = this.#store.entry(this.at.id, this.#profile())?.key ?? '';
    go('/');
    void this.updateComplete.then(() => this.sidebar.updateComplete).then(() => this.sidebar.focusRow(key));
  };

  #navigate = (event: Event): void => {
    const { path } = (event as CustomEvent<{ path: string }>).detail;
    if (path === '/' && this.at.view === 'session') this.#close();
    else go(path);
  };

  #notify = (event: Event): void => {
    this.toasts.show((event as CustomEvent<Notice>).detail);
  };

  #undone = (): void => {
    this.#store.refresh();
    void this.#surroundings.refresh();
  };

  #toggleFold(): void {
    this.folded = !this.folded;
    remember(FOLDED, this.folded ? 'yes' : 'no');
  }

  #grip = (event: PointerEvent): void => {
    const grip = event.currentTarget as HTMLElement;
    const left = this.renderRoot.querySelector('.side')?.getBoundingClientRect().left ?? 0;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => this.#widen(moved.clientX - left);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
  };

  #gripKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -20, ArrowRight: 20 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.#widen((Number(remembered(WIDTH)) || 360) + step);
  };

  #widen(width: number): void {
    const wanted = Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
    this.style.setProperty('--list', `${wanted}px`);
    remember(WIDTH, String(wanted));
    this.requestUpdate();
  }

  #commands(): Command[] {
    const { settings, mayAdminister, profiles } = this.#surroundings;
    const choose = (changes: Parameters<Surroundings['choose']>[0]): void => {
      this.#surroundings.choose(changes).catch((error: unknown) => this.toasts.show(refusal(error)));
    };
    const commands: Command[] = PLACES.map(([, path, name, sign]) => ({
      name: path === '/' ? 'All sessions' : name,
      icon: sign,
      run: () => {
        go(path);
        if (path === '/search') void this.#focusSearch();
      },
    }));
    commands.push(
      { name: 'Unread sessions', icon: 'unread', words: 'filter', run: () => go('/?q=is%3Aunread&view=') },
      { name: 'Archived sessions', icon: 'archive', words: 'filter', run: () => go('/?q=is%3Aarchived&view=') },
      { name: 'Trash', icon: 'trash', words: 'deleted filter', run: () => go('/?q=is%3Atrashed&view=') },
      { name: 'Why don’t I see a session?', icon: 'eye', words: 'missing hidden explain not listed', run: () => this.sidebar.openWhy() },
      ...GROUPINGS.map((it): Command => ({ name: `Group the list by ${it}`, icon: 'group', run: () => goWith({ group: it }) })),
      { name: this.folded ? 'Show the list' : 'Fold the list away', icon: 'panel', hint: '[', run: () => this.#toggleFold() },
    );
    if (settings && mayAdminister) {
      const dark = theme() === 'dark';
      commands.push(
        { name: dark ? 'Light colours' : 'Dark colours', icon: 'moon', words: 'theme', run: () => choose({ theme: dark ? 'light' : 'dark' }) },
        { name: 'Colours of the system', icon: 'moon', words: 'theme', run: () => choose({ theme: 'system' }) },
        settings.sidebar_density === 'compact'
          ? { name: 'Detailed rows', icon: 'sessions', words: 'density', run: () => choose({ sidebar_density: 'detailed' }) }
          : { name: 'Compact rows', icon: 'sessions', words: 'density', run: () => choose({ sidebar_density: 'compact' }) },
      );
    }
    if (profiles.length > 1) {
      commands.push({ name: 'All profiles', icon: 'user', run: () => goWith({ all: '1' }) });
      profiles.forEach((it) =>
        commands.push({
          name: `Profile ${it.name}`,
          icon: 'user',
          run: () =>
            void this.#surroundings.switchProfile(it.name).then(
              () => {
                goWith({ all: '' });
                this.#store.refresh();
              },
              (error: unknown) => this.toasts.show(refusal(error)),
            ),
        }),
      );
    }
    commands.push({ name: 'Keys', icon: 'help', words: 'shortcuts help', hint: '?', run: () => this.shortcuts.open() });
    return commands;
  }

  #key = (event: KeyboardEvent): void => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.palette.open();
      return;
    }
    const target = event.composedPath()[0];
    const typing = target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
    const boxed = event.composedPath().some((it) => it instanceof Element && it.matches('dialog, [popover]'));
    if (typing || boxed || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (this.#typedAhead !== undefined && event.key.length === 1) {
      this.#typedAhead += event.key;
      event.preventDefault();
    } else if (this.#stroke(event)) event.preventDefault();
  };

  #stroke(event: KeyboardEvent): boolean {
    const { key } = event;
    if (this.#prefix && Date.now() - this.#prefix < PREFIX_MS) {
      this.#prefix = 0;
      const path = { l: '/', s: '/search', i: '/insights', h: '/service', ',': '/settings' }[key];
      if (path && PLACES.some((it) => it[1] === path)) {
        go(path);
        if (path === '/search') void this.#focusSearch();
        return true;
      }
    }
    // Arrows scroll what is open while it has the focus; elsewhere they walk through the list.
    const inList = !deepFocus() || this.sidebar.matches(':focus-within');
    if (this.sidebar.rowKey(event)) return true;
    if (key === 'j' || (key === 'ArrowDown' && inList)) this.sidebar.move(1);
    else if (key === 'k' || (key === 'ArrowUp' && inList)) this.sidebar.move(-1);
    else if (key === '/') this.#filter();
    else if (key === '?') this.shortcuts.open();
    else if (key === 'g') this.#prefix = Date.now();
    else if (key === '[') this.#toggleFold();
    else if (key === 'z') return this.toasts.undoLast();
    else if (key === 'Escape') return this.#escape();
    else return false;
    return true;
  }

  #filter(): void {
    if (NARROW.matches && this.at.view !== 'list') go('/');
    this.folded = false;
    void this.updateComplete.then(() => this.sidebar.focusFilter());
  }

  #escape(): boolean {
    if (this.sidebar.letGo()) return true;
    if (this.at.view === 'list') return false;
    this.#close();
    return true;
  }
}

const sentence = (text: string): string => text.replace(/\.?$/, '.');

function remembered(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Forgotten with the next load then.
  }
}
