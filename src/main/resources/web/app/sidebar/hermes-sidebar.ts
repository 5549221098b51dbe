import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ask, type Failure, send, type SessionRow } from '../api';
import { failureNotice, faultNotice } from '../notices';
import { filterName, go, goList, goWith, href, listQuery, sessionPath } from '../router';
import { icon } from '../shell/icons';
import '../shell/menu';
import type { Menu, MenuEntry } from '../shell/menu';
import type { Notice } from '../shell/toasts';
import { boxes, common, controls } from '../styles';
import { duration } from '../time';
import { copy } from '../transcript/copy';
import './ask-box';
import type { AskBox } from './ask-box';
import './bulk-bar';
import { type BulkAction, doToAll, refusal, rename } from './deeds';
import './filter-box';
import type { FilterBox } from './filter-box';
import { sidebarStyles } from './hermes-sidebar-styles';
import { keptOff } from './kept-off';
import { type Grouping, GROUPINGS } from './lines';
import './list-head';
import { type Entry, type ListStore, PINNED, UNREAD } from './list-store';
import './project-shelf';
import { takeApart, toggled } from './query-text';
import './session-list';
import type { SessionListElement } from './session-list';
import type { Surroundings } from './surroundings';
import './view-strip';
import './why-box';
import type { WhyBox } from './why-box';

const SWITCH_FIRST = 'Switch to that profile first.';
const FOLDED = 'hermes.folded';
/** What is shown and was not confirmed for so long is told to be old. */
const OLD_MS = 10_000;

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
    else if (event.key === 'F2' || event.key === 'r') this.list.startRename(entry.key);
    else if (event.key === 'e') void this.#deed(row.archived ? 'unarchive' : 'archive', this.#subjects(entry));
    else if (event.key === 'p') void this.#deed(entry.flags & PINNED ? 'unpin' : 'pin', this.#subjects(entry));
    else if (event.key === 'u') void this.#deed(entry.flags & UNREAD ? 'read' : 'unread', this.#subjects(entry));
    else if (event.key === 'm') this.#move(this.#subjects(entry));
    else if (event.key === 't') this.#tag(this.#subjects(entry));
    else if (event.key === 'Delete' || event.key === '#')
      void this.#deed(row.trashed_at ? 'restore' : 'trash', this.#subjects(entry));
    else return false;
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
        @new-project=${() => this.#newProject()}
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
                void this.#deed(event.detail.action, [event.detail.entry])}
              @rename-session=${(event: CustomEvent<{ row: SessionRow; title: string }>) =>
                void this.#rename(event.detail.row, event.detail.title)}
              @choose=${(event: CustomEvent<Set<string>>) => (this.chosen = event.detail)}
              @fold=${(event: CustomEvent<string>) => this.#fold(event.detail)}
              @drag-state=${(event: CustomEvent<boolean>) => (this.dragging = event.detail)}
              @drop-sessions=${(event: CustomEvent<{ keys: string[]; project: string }>) =>
                void this.#moveTo(event.detail.keys, event.detail.project)}
            ></session-list>`
          : this.#nothing(text)
      }
      ${
        this.dragging && this.grouping !== 'project'
          ? html`<project-shelf
              .projects=${surroundings.projects}
              @drop-sessions=${(event: CustomEvent<{ keys: string[]; project: string }>) =>
                void this.#moveTo(event.detail.keys, event.detail.project)}
            ></project-shelf>`
          : nothing
      }
      ${
        this.chosen.size > 0
          ? html`<bulk-bar .entries=${this.#chosenEntries()} @bulk=${(event: CustomEvent<BulkAction | 'all' | 'none'>) => this.#bulk(event.detail)}></bulk-bar>`
          : nothing
      }
      ${this.#footer()}
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

  #nothing(text: string): TemplateResult {
    const { store } = this;
    const view = listQuery().get('view');
    const failure = store.failure;
    if (failure && failure.status !== 400 && !store.complete) {
      return html`<div class="state" role="alert">
        <h2>${failure.status === 404 && view ? 'There is no such view' : failure.message}</h2>
        ${failure.consequence ? html`<p>${failure.consequence}</p>` : nothing}
        ${failure.remedy ? html`<p>${failure.remedy}</p>` : nothing}
        <button @click=${() => (view ? goList('', '') : store.refresh())}>${view ? 'Show all' : 'Try again now'}</button>
      </div>`;
    }
    if (!failure && (!store.loaded || !store.complete)) {
      return html`<div class="bones" role="status">
        <span class="hidden">Loading sessions</span>
        ${Array.from({ length: 9 }, () => html`<div class="skeleton"></div><div class="skeleton"></div>`)}
      </div>`;
    }
    if (store.faults.length > 0) {
      return html`<div class="state">
        <h2>Nothing can be shown now</h2>
        <p>A store could not be read, as told above. What it has appears here once it can be.</p>
        <button @click=${() => store.refresh()}>Try again now</button>
      </div>`;
    }
    if (text || view) {
      return html`<div class="state">
        <h2>Nothing here</h2>
        <p>${mistakeOr(failure, 'No session of the list is meant by this filter.')}</p>
        <button @click=${() => goList('', '')}>Show all</button>
        <button class="quiet" @click=${() => this.openWhy()}>Why don’t I see it?</button>
      </div>`;
    }
    return html`<div class="state">
      <h2>No sessions yet</h2>
      <p>The store was read and has none to list. Sessions appear here as soon as the agent writes them.</p>
      ${keptOff(store.counts?.rules) > 0 ? html`<button @click=${() => this.openWhy()}>${keptOff(store.counts?.rules).toLocaleString()} are not listed</button>` : nothing}
    </div>`;
  }

  #footer(): TemplateResult {
    const { store } = this;
    const total = store.entries.length;
    const { link } = store;
    const words: Record<string, string> = {
      live: 'Live',
      polling: 'Asks every few seconds',
      connecting: store.confirmedAt && Date.now() - store.confirmedAt > OLD_MS ? `Connecting; this is from ${duration(Date.now() - store.confirmedAt)} ago` : 'Connecting',
      lost: store.confirmedAt ? `No answer for ${duration(Date.now() - store.confirmedAt)}` : 'No answer',
      paused: 'Paused',
    };
    const kept = keptOff(store.counts?.rules);
    return html`<footer>
      <span class="link" role="status">
        <i class="lamp ${link.link}"></i>
        <span class="told">${words[link.link]}</span>
        ${store.complete ? html`<span>· ${total.toLocaleString()} ${total === 1 ? 'session' : 'sessions'}</span>` : nothing}
      </span>
      <button class="quiet" @click=${() => this.openWhy()}>
        ${kept > 0 ? `${kept.toLocaleString()} not listed` : 'What is not listed?'}
      </button>
    </footer>`;
  }

  #bulk(deed: BulkAction | 'all' | 'none'): void {
    const entries = this.#chosenEntries();
    if (deed === 'all') this.chooseAll();
    else if (deed === 'none') this.letGo();
    else if (deed === 'move') this.#move(entries);
    else if (deed === 'tag') this.#tag(entries);
    else void this.#deed(deed, entries);
  }

  #passOn = (event: CustomEvent<Notice>): void => this.#fire('notice', event.detail);

  chooseAll = (): void => {
    this.chosen = new Set(this.store.entries.map((it) => it.key));
  };

  #chosenEntries(): Entry[] {
    return this.store.entries.filter((it) => this.chosen.has(it.key));
  }

  /** A deed on a row is one on all that are chosen, if it is one of these. */
  #subjects(entry: Entry): Entry[] {
    return this.chosen.has(entry.key) ? this.#chosenEntries() : [entry];
  }

  async #deed(action: BulkAction, entries: Entry[], more: { project_id?: string | null; tags?: string[] } = {}): Promise<void> {
    const own = entries.filter((it) => this.store.own(it.profile));
    const others = entries.length - own.length;
    if (own.length === 0) {
      this.#fire('notice', { text: `${others === 1 ? 'It belongs' : 'They belong'} to another profile. ${SWITCH_FIRST}`, bad: true });
      return;
    }
    const focus = this.list?.lastEntry;
    const near = focus && own.includes(focus) ? this.#after(focus, own) : undefined;
    this.letGo();
    const notice = await doToAll(
      action,
      own.map((it) => it.id),
      more,
    );
    if (others > 0) notice.text += `. ${others.toLocaleString()} of other profiles ${others === 1 ? 'was' : 'were'} left as ${others === 1 ? 'it is' : 'they are'}`;
    if (near && this.list?.matches(':focus-within')) this.list.focusRow(near.key);
    this.store.soon();
    this.#fire('notice', notice);
    if (action === 'move') void this.surroundings.reloadProjects();
  }

  #after(entry: Entry, gone: Entry[]): Entry | undefined {
    const { entries } = this.store;
    const at = entries.indexOf(entry);
    const set = new Set(gone);
    return entries.slice(at).find((it) => !set.has(it)) ?? entries.slice(0, at).findLast((it) => !set.has(it));
  }

  async #rename(row: SessionRow, title: string): Promise<void> {
    if (!this.store.own(row.profile)) {
      this.#fire('notice', { text: `It belongs to another profile. ${SWITCH_FIRST}`, bad: true });
      return;
    }
    const notice = await rename(row, title);
    if (notice.row) this.store.put(notice.row);
    this.#fire('notice', notice);
  }

  async #moveTo(keys: string[], project: string): Promise<void> {
    this.dragging = false;
    const wanted = new Set(keys);
    await this.#deed(
      'move',
      this.store.entries.filter((it) => wanted.has(it.key)),
      { project_id: project || null },
    );
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

  #newProject(): void {
    this.asker.ask({ title: 'New project', label: 'Name; a slash puts it into another one', done: (name) => void this.#createProject(name) });
  }

  async #createProject(name: string): Promise<string | undefined> {
    try {
      const answer = await send<{ project: { project_id: string } }>('/api/projects/create', { name });
      await this.surroundings.reloadProjects();
      this.#fire('notice', { text: `Project ${name} is made` });
      return answer.project.project_id;
    } catch (error) {
      this.#fire('notice', refusal(error));
      return undefined;
    }
  }

  #move(entries: Entry[]): void {
    const { projects } = this.surroundings;
    const current = entries.length === 1 ? (entries[0]?.project ?? '') : undefined;
    const box = this.getBoundingClientRect();
    this.menu.open(
      'Move to',
      [
        'Move to',
        ...projects.map((it) => ({
          label: it.path,
          checked: current === it.project_id,
          run: () => void this.#deed('move', entries, { project_id: it.project_id }),
        })),
        null,
        { label: 'No project', checked: current === '', run: () => void this.#deed('move', entries, { project_id: null }) },
        {
          label: 'New project…',
          icon: 'plus',
          run: () =>
            this.asker.ask({
              title: 'New project',
              label: 'Name',
              done: (name) =>
                void this.#createProject(name).then((id) => {
                  if (id) void this.#deed('move', entries, { project_id: id });
                }),
            }),
        },
      ],
      box.left + 60,
      box.top + 120,
    );
  }

  #tag(entries: Entry[]): void {
    void ask<{ tags: { tag: string }[] }>('/api/tags', {}, AbortSignal.timeout(3_000))
      .then((answer) => answer?.body.tags.map((it) => it.tag) ?? [])
      .catch(() => [])
      .then((tags) =>
        this.asker.ask({ title: 'Tag', label: 'Tags, with commas between them; a minus takes one away', known: tags, done: (text) => this.#tagWith(entries, text) }),
      );
  }

  #tagWith(entries: Entry[], text: string): void {
    const words = text.split(',').map((it) => it.trim()).filter(Boolean);
    const gone = words.filter((it) => it.startsWith('-')).map((it) => it.slice(1));
    const come = words.filter((it) => !it.startsWith('-'));
    if (come.length > 0) void this.#deed('tag', entries, { tags: come });
    if (gone.length > 0) void this.#deed('untag', entries, { tags: gone });
  }

  #menu(entry: Entry, x: number, y: number): void {
    const row = this.store.row(entry.key);
    if (!row) return;
    const subjects = this.#subjects(entry);
    const path = sessionPath(entry.id, undefined, this.store.all ? entry.profile : undefined);
    const entries: MenuEntry[] = [
      { label: 'Open', icon: 'sessions', hint: '⏎', run: () => this.#fire('open-session', entry) },
      { label: 'Open in a new tab', icon: 'panel', run: () => void window.open(href(path), '_blank', 'noopener') },
      { label: 'Copy the link', icon: 'link', run: () => void this.#copy(location.origin + href(path), 'The link') },
      { label: 'Copy the id', icon: 'copy', run: () => void this.#copy(entry.id, 'The id') },
    ];
    if (this.surroundings.mayOrganise && this.store.own(entry.profile)) {
      const flag = (on: boolean, yes: BulkAction, no: BulkAction, names: [string, string], sign: 'pin' | 'archive' | 'unread' | 'eye', hint: string) => ({
        label: on ? names[1] : names[0],
        icon: sign,
        hint,
        run: () => void this.#deed(on ? no : yes, subjects),
      });
      entries.push(
        null,
        flag(Boolean(entry.flags & PINNED), 'pin', 'unpin', ['Pin', 'Unpin'], 'pin', 'P'),
        { label: 'Rename…', icon: 'edit', hint: 'F2', run: () => this.list.startRename(entry.key) },
        { label: 'Move to a project…', icon: 'folder', hint: 'M', run: () => this.#move(subjects) },
        { label: 'Tag…', icon: 'tag', hint: 'T', run: () => this.#tag(subjects) },
        flag(Boolean(entry.flags & UNREAD), 'unread', 'read', ['Mark as unread', 'Mark as read'], 'unread', 'U'),
        { label: 'Choose', icon: 'check', hint: 'X', run: () => (this.chosen = new Set([...this.chosen, entry.key])) },
        null,
        flag(row.archived, 'archive', 'unarchive', ['Archive', 'Take out of the archive'], 'archive', 'E'),
        { label: row.hidden ? 'Show again' : 'Hide', icon: 'eye', run: () => void this.#deed(row.hidden ? 'unhide' : 'hide', subjects) },
        row.trashed_at
          ? { label: 'Restore', icon: 'undo', run: () => void this.#deed('restore', subjects) }
          : { label: 'Move to the trash', icon: 'trash', hint: 'Del', danger: true, run: () => void this.#deed('trash', subjects) },
      );
    }
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

function mistakeOr(failure: Failure | undefined, otherwise: string): string {
  return failure?.status === 400 ? failure.message : otherwise;
}

function remembered(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(FOLDED) ?? '[]') as string[];
  } catch {
    return [];
  }
}
