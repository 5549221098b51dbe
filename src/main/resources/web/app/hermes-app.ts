import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { activity, type SessionRow } from './api';
import { live } from './live';
import { type Address, address, ADDRESS_EVENT, base, go, goWith, href, plainClick, sessionPath, type View } from './router';
import { brokenPart, nothingThere, sampleBanner, troubleLine, welcome } from './shell/banners';
import { commands } from './shell/commands';
import { appStyles } from './shell/hermes-app-styles';
import { icon } from './shell/icons';
import { Keys } from './shell/keys';
import { ListWidth } from './shell/list-width';
import './shell/palette';
import type { Palette } from './shell/palette';
import { LOADERS, PLACES, windowTitle } from './shell/places';
import { remember, remembered } from './shell/remembered';
import './shell/shortcuts';
import { modifier, type Shortcuts } from './shell/shortcuts';
import './shell/toasts';
import type { Notice, Toasts } from './shell/toasts';
import { markRead, refusal } from './sidebar/deeds';
import './sidebar/hermes-sidebar';
import type { Sidebar } from './sidebar/hermes-sidebar';
import type { Entry } from './sidebar/entries';
import { ListStore } from './sidebar/list-store';
import { Surroundings } from './sidebar/surroundings';
import { boxes, common, controls } from './styles';

const TICK_MS = 10_000;
const NARROW = matchMedia('(max-width: 760px)');
const FOLDED = 'hermes.list-folded';

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
  readonly #width = new ListWidth(this, () => this.renderRoot.querySelector('.side'));
  readonly #keys = new Keys(this, {
    goTo: (path) => this.#goTo(path),
    openPalette: () => this.palette.open(),
    openSheet: () => this.shortcuts.open(),
    move: (step) => this.sidebar.move(step),
    filter: () => this.#filter(),
    fold: () => this.#toggleFold(),
    undo: () => this.toasts.undoLast(),
    escape: () => this.#escape(),
    rowKey: (event) => this.sidebar.rowKey(event),
    inList: () => this.sidebar.matches(':focus-within'),
  });
  #clock = 0;
  #loading: Promise<void> = Promise.resolve();
  #active = '';
  #marked = '';

  static styles = [common, controls, boxes, appStyles];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    this.addEventListener('navigate', this.#navigate);
    this.addEventListener('notify', this.#notify);
    this.addEventListener('undone', this.#undone);
    this.addEventListener('profile-switched', this.#undone);
    this.#clock = window.setInterval(() => this.requestUpdate(), TICK_MS);
    live.start();
    this.#load();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
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
        ${this.#store.counts?.sample ? sampleBanner : nothing} ${this.#rail()}
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
          ${this.#width.grip()}
          <div class="trouble" role="status">${troubleLine(this.#store)}</div>
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
    if (view === 'list') return welcome(this.#store);
    if (view === 'unknown') return nothingThere();
    if (this.broken === view) return brokenPart();
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

  protected updated(): void {
    const { view, id } = this.at;
    const row = view === 'session' ? this.#row(id) : undefined;
    if (row) {
      this.#titled(row.title);
      this.#read(row);
    } else if (view !== 'session') {
      document.title = windowTitle(view);
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
    if (this.at.view !== 'search') this.#keys.typedAhead = undefined;
    this.#store.address();
    this.#load();
    this.requestUpdate();
  };

  #go(event: MouseEvent, path: string): void {
    if (!plainClick(event)) return;
    event.preventDefault();
    this.#goTo(path);
  }

  #goTo(path: string): void {
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
    if (this.at.view === wanted) view?.focusText?.(this.#keys.typedAhead);
  }

  /** Who goes to the search types at once: that is neither lost nor taken for commands while it is loaded. */
  async #focusSearch(): Promise<void> {
    this.#keys.typedAhead = '';
    await this.#focusReader();
    this.#keys.typedAhead = undefined;
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

  #commands(): Palette['commands'] {
    return commands(this.#surroundings, this.folded, {
      goTo: (path) => this.#goTo(path),
      openWhy: () => this.sidebar.openWhy(),
      fold: () => this.#toggleFold(),
      openSheet: () => this.shortcuts.open(),
      refresh: () => this.#store.refresh(),
      refused: (error) => this.toasts.show(refusal(error)),
    });
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
