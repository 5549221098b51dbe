import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SessionRow } from '../api';
import { failureNotice, faultNotice } from '../notices';
import { filterName, go, goList, goWith, listQuery } from '../router';
import { icon } from '../shell/icons';
import '../shell/menu';
import type { Menu } from '../shell/menu';
import type { Notice } from '../shell/toasts';
import { boxes, common, controls } from '../styles';
import { copy } from '../transcript/copy';
import './ask-box';
import type { AskBox } from './ask-box';
import './bulk-bar';
import type { BulkAction } from './deeds';
import type { Entry } from './entries';
import './filter-box';
import type { FilterBox } from './filter-box';
import { type Grouping, GROUPINGS } from './groups';
import { sidebarStyles } from './hermes-sidebar-styles';
import './list-head';
import { listFooter, nothingListed } from './list-states';
import type { ListStore } from './list-store';
import { Organiser } from './organiser';
import './project-shelf';
import { takeApart, toggled } from './query-text';
import { rowMenu } from './row-menu';
import './session-list';
import type { SessionListElement } from './session-list';
import type { Surroundings } from './surroundings';
import './view-strip';
import './why-box';
import type { WhyBox } from './why-box';

const FOLDED = 'hermes.folded';

/**
 * The list with all that belongs to it: filter, views, what is wrong, deeds for one and for many.
 *
 * @fires open-session with the entry
 * @fires notice with what is to be told
 */
@customElement('hermes-sidebar')
export class Sidebar extends LitElement {
  @property({ attribute: false }) store!: ListStore;
  @property({ attribute: false }) revision = 0;
  @property({ attribute: false }) surroundings!: Surroundings;
  @property({ attribute: false }) now = Date.now();
  @property() current = '';
  /** The profile of what is open. */
  @property() currentProfile = '';
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private folded: ReadonlySet<string> = new Set(remembered());
  @state() private dragging = false;
  @query('session-list') private list!: SessionListElement;
  @query('filter-box') private box!: FilterBox;
  @query('pop-menu') private menu!: Menu;
  @query('why-box') private why!: WhyBox;
  @query('ask-box') private asker!: AskBox;

  #barWasFocused = false;
  readonly #organiser = this.#makeOrganiser();

  static styles = [common, controls, boxes, sidebarStyles];

  focusFilter(): void {
    this.box.focusInput();
  }

  move(step: 1 | -1, choose = false): void {
    this.list?.move(step, choose);
  }

  focusRow(key: string): void {
    if (this.list) this.list.focusRow(key);
    else this.box.focusInput();
  }

  openWhy(): void {
    this.why.open();
  }

  /** A key that was pressed while a row has the focus. */
  rowKey(event: KeyboardEvent): boolean {
    const entry = this.list?.focusedEntry;
    if (!entry || !this.list.matches(':focus-within')) return false;
    const row = this.store.row(entry.key);
    const menu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (event.key === 'x') this.list.toggleChosen();
    else if (event.shiftKey && event.key === 'ArrowDown') this.move(1, true);
    else if (event.shiftKey && event.key === 'ArrowUp') this.move(-1, true);
    else if (menu) {
      const box = this.list.getBoundingClientRect();
      this.#menu(entry, box.left + 40, box.top + 80);
    } else if (!this.surroundings.mayOrganise || !row) return false;
    else return this.#organiser.key(event.key, entry, row);
    return true;
  }

  /** Lets go of what is chosen; false where nothing is. */
  letGo(): boolean {
    const had = this.chosen.size > 0;
    this.chosen = new Set();
    return had;
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    this.#barWasFocused = this.chosen.size === 0 && (this.renderRoot.querySelector?.('bulk-bar')?.matches(':focus-within') ?? false);
    if (changed.has('revision')) this.surroundings.learnProjects(this.store.projects);
    if (changed.has('revision') && this.chosen.size > 0) {
      const keys = new Set(this.store.entries.map((it) => it.key));
      const left = [...this.chosen].filter((it) => keys.has(it));
      if (left.length < this.chosen.size) this.chosen = new Set(left);
    }
  }

  protected updated(): void {
    // The bar goes with what was chosen; the focus goes back to the rows.
    if (this.#barWasFocused) this.list?.focusRow(this.list.lastEntry?.key ?? '');
    this.#barWasFocused = false;
  }

  get grouping(): Grouping {
    const asked = listQuery().get('group') as Grouping | null;
    return asked && GROUPINGS.includes(asked) ? asked : (this.surroundings.settings?.list_group ?? 'day');
  }

  render(): TemplateResult {
    const { store, surroundings } = this;
    const text = listQuery().get('q') ?? '';
    const mistake = store.failure?.status === 400 ? store.failure.message : '';
    const words = takeApart(text).words;
    return html`
      <list-head
        .store=${store}
        .revision=${{}}
        .surroundings=${surroundings}
        .grouping=${this.grouping}
        @choose-all=${this.chooseAll}
        @new-project=${() => this.#organiser.newProject()}
        @notice=${this.#passOn}
        @why=${() => this.openWhy()}
      ></list-head>
      <div class="filter">
        <filter-box
          .text=${text}
          .mistake=${mistake}
          @filter=${(event: CustomEvent<string>) => this.#filter(event.detail)}
          @search=${(event: CustomEvent<string>) => this.#search(event.detail)}
          @leave=${(event: CustomEvent<string>) => this.#leave(event.detail)}
        ></filter-box>
      </div>
      <view-strip .surroundings=${surroundings} .revision=${{}} @notice=${this.#passOn}></view-strip>
      ${
        words
          ? html`<button class="deeper" @click=${() => this.#search(text)}>
              ${icon('search', 15)}<span>Search all messages for “${words}”</span><kbd aria-hidden="true">⇧⏎</kbd>
            </button>`
          : nothing
      }
      <div class="notices" role="status">${this.#notices()}</div>
      ${
        store.entries.length > 0 || (store.loaded && this.grouping === 'project' && !store.filtered)
          ? html`<session-list
              .store=${store}
              .revision=${this.revision}
              .grouping=${this.grouping}
              .projects=${surroundings.projects}
              .folded=${this.folded}
              .chosen=${this.chosen}
              .now=${this.now}
              .compact=${surroundings.settings?.sidebar_density === 'compact'}
              .showProfile=${store.all && this.grouping !== 'profile'}
              .mayOrganise=${surroundings.mayOrganise}
              .current=${this.current}
              .currentProfile=${this.currentProfile}
              @open-session=${(event: CustomEvent<Entry>) => this.#fire('open-session', event.detail)}
              @row-menu=${(event: CustomEvent<{ entry: Entry; x: number; y: number }>) =>
                this.#menu(event.detail.entry, event.detail.x, event.detail.y)}
              @deed=${(event: CustomEvent<{ action: BulkAction; entry: Entry }>) =>
                void this.#organiser.deed(event.detail.action, [event.detail.entry])}
              @rename-session=${(event: CustomEvent<{ row: SessionRow; title: string }>) =>
                void this.#organiser.rename(event.detail.row, event.detail.title)}
              @choose=${(event: CustomEvent<Set<string>>) => (this.chosen = event.detail)}
              @fold=${(event: CustomEvent<string>) => this.#fold(event.detail)}
              @drag-state=${(event: CustomEvent<boolean>) => (this.dragging = event.detail)}
              @drop-sessions=${(event: CustomEvent<{ keys: string[]; project: string }>) =>
                this.#drop(event.detail.keys, event.detail.project)}
            ></session-list>`
          : nothingListed(store, text, listQuery().get('view') ?? '', () => this.openWhy())
      }
      ${
        this.dragging && this.grouping !== 'project'
          ? html`<project-shelf
              .projects=${surroundings.projects}
              @drop-sessions=${(event: CustomEvent<{ keys: string[]; project: string }>) =>
                this.#drop(event.detail.keys, event.detail.project)}
            ></project-shelf>`
          : nothing
      }
      ${
        this.chosen.size > 0
          ? html`<bulk-bar .entries=${this.#chosenEntries()} @bulk=${(event: CustomEvent<BulkAction | 'all' | 'none'>) => this.#bulk(event.detail)}></bulk-bar>`
          : nothing
      }
      ${listFooter(store, () => this.openWhy())}
      <pop-menu></pop-menu>
      <why-box .rules=${store.counts?.rules ?? {}} @filter=${(event: CustomEvent<string>) => goList(event.detail, '')}></why-box>
      <ask-box></ask-box>
    `;
  }

  #notices(): unknown {
    const { store } = this;
    if (!store.loaded) return nothing;
    const { trouble } = store;
    return trouble ? failureNotice(trouble, store.confirmedAt, Date.now()) : store.faults.map(faultNotice);
  }

  #bulk(deed: BulkAction | 'all' | 'none'): void {
    const entries = this.#chosenEntries();
    if (deed === 'all') this.chooseAll();
    else if (deed === 'none') this.letGo();
    else if (deed === 'move') this.#organiser.move(entries);
    else if (deed === 'tag') this.#organiser.tag(entries);
    else void this.#organiser.deed(deed, entries);
  }

  #passOn = (event: CustomEvent<Notice>): void => this.#fire('notice', event.detail);

  chooseAll = (): void => {
    this.chosen = new Set(this.store.entries.map((it) => it.key));
  };

  #chosenEntries(): Entry[] {
    return this.store.entries.filter((it) => this.chosen.has(it.key));
  }

  #makeOrganiser(): Organiser {
    return new Organiser({
      store: () => this.store,
      surroundings: () => this.surroundings,
      list: () => this.list ?? undefined,
      menu: () => this.menu,
      asker: () => this.asker,
      chosen: () => this.#chosenEntries(),
      letGo: () => void this.letGo(),
      tell: (notice) => this.#fire('notice', notice),
      place: () => {
        const box = this.getBoundingClientRect();
        return { x: box.left + 60, y: box.top + 120 };
      },
    });
  }

  #drop(keys: string[], project: string): void {
    this.dragging = false;
    void this.#organiser.moveTo(keys, project);
  }

  #fold(id: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(id)) folded.add(id);
    this.folded = folded;
    try {
      sessionStorage.setItem(FOLDED, JSON.stringify([...folded]));
    } catch {
      // Forgotten with the next load then.
    }
  }

  #filter(text: string): void {
    goWith({ [filterName()]: text }, { replace: true });
  }

  #search(text: string): void {
    go(`/search?q=${encodeURIComponent(text)}`);
  }

  #leave(how: string): void {
    if (how === 'enter' && this.store.entries.length === 0) {
      const text = listQuery().get('q') ?? '';
      if (text) this.#search(text);
    } else if (how !== 'escape' || this.store.entries.length > 0) {
      this.list?.focusRow('');
    }
  }

  #menu(entry: Entry, x: number, y: number): void {
    const row = this.store.row(entry.key);
    if (!row) return;
    const profile = this.store.all ? entry.profile : undefined;
    const mayOrganise = this.surroundings.mayOrganise && this.store.own(entry.profile);
    const entries = rowMenu(row, entry, profile, mayOrganise ? this.#organiser : undefined, {
      open: () => this.#fire('open-session', entry),
      copy: (text, what) => void this.#copy(text, what),
      rename: () => this.list.startRename(entry.key),
      choose: () => (this.chosen = new Set([...this.chosen, entry.key])),
    });
    this.menu.open(row.title, entries, x, y);
  }

  async #copy(text: string, what: string): Promise<void> {
    const done = await copy(text);
    this.#fire('notice', done ? { text: `${what} is copied` } : { text: `It could not be copied: ${text}`, bad: true });
  }

  #fire(name: 'open-session', detail: Entry): void;
  #fire(name: 'notice', detail: Notice): void;
  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Adds a filter to the present one, or takes it away. */
  toggleFilter(chip: string): void {
    this.#filter(toggled(listQuery().get('q') ?? '', chip));
  }
}

function remembered(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(FOLDED) ?? '[]') as string[];
  } catch {
    return [];
  }
}
