import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ask, Failure, send, type SessionRow } from '../api';
import { failureNotice, faultNotice } from '../notices';
import { address, go, goWith, href, listQuery, sessionPath } from '../router';
import { icon } from '../shell/icons';
import type { Menu, MenuEntry } from '../shell/menu';
import '../shell/menu';
import type { Notice } from '../shell/toasts';
import { boxes, common, controls } from '../styles';
import { duration } from '../time';
import { copy } from '../transcript/copy';
import { type BulkAction, doToAll, refusal, rename } from './deeds';
import './filter-box';
import type { FilterBox } from './filter-box';
import { sidebarStyles } from './hermes-sidebar-styles';
import { type Grouping, GROUPINGS } from './lines';
import { type Entry, type ListStore, PINNED, UNREAD } from './list-store';
import { takeApart, toggled } from './query-text';
import './session-list';
import type { DragData, SessionListElement } from './session-list';
import type { Surroundings } from './surroundings';

/** What the rules that keep rows off the list are called, and the filter that shows them. */
const KEPT_OFF: Record<string, [name: string, filter: string]> = {
  automation: ['Schedules, webhooks and boards', 'is:automation'],
  setting: ['Left out by your settings', ''],
  child: ['Subagents and other children', 'is:child'],
  archived: ['Archived', 'is:archived'],
  hidden: ['Hidden', 'is:hidden'],
  trashed: ['In the trash', 'is:trashed'],
  empty: ['Without messages', ''],
  internal: ['The agent’s own work', ''],
  segment: ['Earlier parts of conversations', ''],
  other_profile: ['In other profiles', ''],
};

const VIEWS: [name: string, filter: string][] = [
  ['All', ''],
  ['Unread', 'is:unread'],
  ['Running', 'is:running'],
  ['Archived', 'is:archived'],
  ['Automation', 'is:automation'],
  ['Trash', 'is:trashed'],
];

const GROUP_NAMES: Record<Grouping, string> = {
  day: 'Day',
  project: 'Project',
  source: 'Source',
  profile: 'Profile',
  job: 'Job',
};

const SWITCH_FIRST = 'Switch to that profile first.';
const FOLDED = 'hermes.folded';

interface Where {
  profile: string;
  rule: string;
  message: string;
  facts: Record<string, string>;
  how_to_show: string;
  tip_session_id: string;
}

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
  @state() private over: string | undefined;
  @state() private explained: Where[] | Failure | undefined;
  @state() private asked: { title: string; label: string; list: string[]; value: string; done: (text: string) => void } | undefined;
  @query('session-list') private list!: SessionListElement;
  @query('filter-box') private box!: FilterBox;
  @query('pop-menu') private menu!: Menu;
  @query('dialog.why') private why!: HTMLDialogElement;
  @query('dialog.ask') private askBox!: HTMLDialogElement;

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
    this.explained = undefined;
    this.why.showModal();
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
    this.#barWasFocused = this.chosen.size === 0 && (this.renderRoot.querySelector?.('.bulk')?.matches(':focus-within') ?? false);
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
      ${this.#header()}
      <div class="filter">
        <filter-box
          .text=${text}
          .mistake=${mistake}
          @filter=${(event: CustomEvent<string>) => this.#filter(event.detail)}
          @search=${(event: CustomEvent<string>) => this.#search(event.detail)}
          @leave=${(event: CustomEvent<string>) => this.#leave(event.detail)}
        ></filter-box>
      </div>
      ${this.#strip(text)}
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
      ${this.dragging && this.grouping !== 'project' ? this.#shelf() : nothing}
      ${this.chosen.size > 0 ? this.#bulk() : nothing} ${this.#footer()}
      <pop-menu></pop-menu>
      ${this.#whyBox()} ${this.#askBox()}
    `;
  }

  #header(): TemplateResult {
    const { profiles } = this.surroundings;
    const active = this.store.counts?.activeProfile ?? 'default';
    const name = this.store.all ? 'All profiles' : active === 'default' ? 'Sessions' : active;
    return html`<header>
      <h2>
        ${
          profiles.length > 1
            ? html`<button class="quiet whose" aria-haspopup="menu" @click=${this.#profileMenu}>
                <span>${name}</span>${icon('chevron', 14)}
              </button>`
            : 'Sessions'
        }
      </h2>
      <button
        class="icon"
        title="Group by ${GROUP_NAMES[this.grouping].toLowerCase()}"
        aria-label="Group by"
        aria-haspopup="menu"
        @click=${this.#groupMenu}
      >
        ${icon('group', 17)}
      </button>
      <button class="icon" title="More" aria-label="More for the list" aria-haspopup="menu" @click=${this.#listMenu}>
        ${icon('more', 17)}
      </button>
    </header>`;
  }

  #strip(text: string): TemplateResult {
    const view = listQuery().get('view') ?? '';
    return html`<div class="strip" role="group" aria-label="Views">
      ${VIEWS.map(
        ([name, filter]) =>
          html`<button aria-pressed=${!view && text === filter ? 'true' : 'false'} @click=${() => this.#goList(filter, '')}>
            ${name}
          </button>`,
      )}
      ${this.surroundings.views.map(
        (it) =>
          html`<button
            aria-pressed=${view === it.view_id ? 'true' : 'false'}
            title="Saved view"
            @click=${() => this.#goList('', it.view_id)}
            @contextmenu=${(event: MouseEvent) => this.#viewMenu(event, it.view_id, it.name)}
          >
            ${icon('bookmark', 12)} ${it.name}
          </button>`,
      )}
      ${
        text && !VIEWS.some(([, filter]) => filter === text) && this.surroundings.mayOrganise
          ? html`<button title="Save this filter as a view" @click=${() => this.#saveView(text)}>${icon('plus', 13)} Save</button>`
          : nothing
      }
    </div>`;
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
        <button @click=${() => (view ? this.#goList('', '') : store.refresh())}>${view ? 'Show all' : 'Try again now'}</button>
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
        <button @click=${() => this.#goList('', '')}>Show all</button>
        <button class="quiet" @click=${() => this.openWhy()}>Why don’t I see it?</button>
      </div>`;
    }
    return html`<div class="state">
      <h2>No sessions yet</h2>
      <p>The store was read and has none to list. Sessions appear here as soon as the agent writes them.</p>
      ${this.#keptOff() > 0 ? html`<button @click=${() => this.openWhy()}>${this.#keptOff().toLocaleString()} are not listed</button>` : nothing}
    </div>`;
  }

  #keptOff(): number {
    return Object.entries(this.store.counts?.rules ?? {})
      .filter(([rule]) => rule in KEPT_OFF && rule !== 'segment')
      .reduce((sum, [, count]) => sum + count, 0);
  }

  #footer(): TemplateResult {
    const { store } = this;
    const total = store.entries.length;
    const { link } = store;
    const words: Record<string, string> = {
      live: 'Live',
      polling: 'Asks every few seconds',
      connecting: 'Connecting',
      lost: store.confirmedAt ? `No answer for ${duration(Date.now() - store.confirmedAt)}` : 'No answer',
      paused: 'Paused',
    };
    const kept = this.#keptOff();
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

  #bulk(): TemplateResult {
    const entries = this.#chosenEntries();
    const deed = (action: BulkAction, name: string, sign: Parameters<typeof icon>[0]): TemplateResult =>
      html`<button class="icon" title=${name} aria-label=${name} @click=${() => void this.#deed(action, entries)}>${icon(sign, 17)}</button>`;
    const inTrash = listQuery().get('q') === 'is:trashed';
    const archived = listQuery().get('q') === 'is:archived';
    return html`<div class="bulk" role="toolbar" aria-label="Chosen sessions">
      <strong>${this.chosen.size.toLocaleString()} chosen</strong>
      ${entries.every((it) => it.flags & PINNED) ? deed('unpin', 'Unpin', 'pin') : deed('pin', 'Pin', 'pin')}
      ${archived ? deed('unarchive', 'Take out of the archive', 'archive') : deed('archive', 'Archive', 'archive')}
      <button class="icon" title="Move to a project" aria-label="Move to a project" @click=${() => this.#move(entries)}>
        ${icon('folder', 17)}
      </button>
      <button class="icon" title="Tag" aria-label="Tag" @click=${() => this.#tag(entries)}>${icon('tag', 17)}</button>
      ${deed(entries.some((it) => it.flags & UNREAD) ? 'read' : 'unread', entries.some((it) => it.flags & UNREAD) ? 'Mark as read' : 'Mark as unread', 'unread')}
      ${inTrash ? deed('restore', 'Restore', 'undo') : deed('trash', 'Move to the trash', 'trash')}
      <button class="icon" title="All of the list" aria-label="Choose all of the list" @click=${this.chooseAll}>${icon('check', 17)}</button>
      <button class="icon" title="Let go" aria-label="Let go of the chosen" @click=${() => this.letGo()}>${icon('close', 17)}</button>
    </div>`;
  }

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

  #goList(filter: string, view: string): void {
    go(`${address().path}?${new URLSearchParams([...address().query.entries()].filter(([it]) => !['q', 'view', 'filter'].includes(it)))}&${this.#name()}=${encodeURIComponent(filter)}&view=${encodeURIComponent(view)}`);
  }

  /** What the filter is called in the present address. */
  #name(): string {
    return address().view === 'search' ? 'filter' : 'q';
  }

  #filter(text: string): void {
    goWith({ [this.#name()]: text }, { replace: true });
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

  #at(event: Event): [x: number, y: number] {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return [box.left, box.bottom + 4];
  }

  #profileMenu = (event: MouseEvent): void => {
    const active = this.store.counts?.activeProfile;
    this.menu.open(
      'Profiles',
      [
        ...this.surroundings.profiles.map((it) => ({
          label: it.name,
          checked: !this.store.all && it.name === active,
          run: () => void this.#switchProfile(it.name),
        })),
        null,
        { label: 'All profiles', checked: this.store.all, run: () => goWith({ all: '1' }) },
      ],
      ...this.#at(event),
    );
  };

  async #switchProfile(name: string): Promise<void> {
    try {
      await this.surroundings.switchProfile(name);
      goWith({ all: '', view: '' });
      this.store.refresh();
    } catch (error) {
      this.#fire('notice', refusal(error));
    }
  }

  #groupMenu = (event: MouseEvent): void => {
    this.menu.open(
      'Group by',
      [
        'Group by',
        ...GROUPINGS.map((it) => ({
          label: GROUP_NAMES[it],
          checked: it === this.grouping,
          run: () => goWith({ group: it === (this.surroundings.settings?.list_group ?? 'day') ? '' : it }),
        })),
      ],
      ...this.#at(event),
    );
  };

  #listMenu = (event: MouseEvent): void => {
    const { settings, mayAdminister, mayOrganise } = this.surroundings;
    const compact = settings?.sidebar_density === 'compact';
    const entries: MenuEntry[] = [
      { label: 'Choose all', icon: 'check', run: this.chooseAll },
      { label: 'Ask again now', icon: 'undo', run: () => this.store.refresh() },
      { label: 'Why don’t I see it?', icon: 'eye', run: () => this.openWhy() },
    ];
    if (mayOrganise) entries.push({ label: 'New project…', icon: 'folder', run: () => this.#newProject() });
    if (settings && mayAdminister) {
      entries.push(null, {
        label: 'Compact rows',
        checked: compact,
        run: () =>
          void this.surroundings
            .choose({ sidebar_density: compact ? 'detailed' : 'compact' })
            .catch((error: unknown) => this.#fire('notice', refusal(error))),
      });
    }
    this.menu.open('The list', entries, ...this.#at(event));
  };

  #viewMenu(event: MouseEvent, id: string, name: string): void {
    if (!this.surroundings.mayOrganise) return;
    event.preventDefault();
    this.menu.open(
      name,
      [
        { label: 'Rename…', icon: 'edit', run: () => this.#ask('Rename the view', 'Name', [], name, (text) => void this.#view('rename', { view_id: id, name: text })) },
        { label: 'Remove the view', icon: 'trash', danger: true, run: () => void this.#view('delete', { view_id: id }) },
      ],
      event.clientX,
      event.clientY,
    );
  }

  #saveView(text: string): void {
    this.#ask('Save this filter as a view', 'Name', [], '', (name) => void this.#view('create', { name, query: { q: text } }));
  }

  async #view(deed: 'create' | 'rename' | 'delete', body: unknown): Promise<void> {
    try {
      const answer = await send<{ view?: { view_id: string } }>(`/api/views/${deed}`, body);
      await this.surroundings.reloadViews();
      if (deed === 'create' && answer.view) this.#goList('', answer.view.view_id);
      else if (deed === 'delete') this.#goList('', '');
      this.#fire('notice', { text: { create: 'Saved as a view', rename: 'Renamed', delete: 'The view is gone' }[deed] });
    } catch (error) {
      this.#fire('notice', refusal(error));
    }
  }

  #newProject(): void {
    this.#ask('New project', 'Name; a slash puts it into another one', [], '', (name) => void this.#createProject(name));
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
            this.#ask('New project', 'Name', [], '', (name) => {
              void this.#createProject(name).then((id) => {
                if (id) void this.#deed('move', entries, { project_id: id });
              });
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
        this.#ask('Tag', 'Tags, with commas between them; a minus takes one away', tags, '', (text) => {
          const words = text.split(',').map((it) => it.trim()).filter(Boolean);
          const gone = words.filter((it) => it.startsWith('-')).map((it) => it.slice(1));
          const come = words.filter((it) => !it.startsWith('-'));
          if (come.length > 0) void this.#deed('tag', entries, { tags: come });
          if (gone.length > 0) void this.#deed('untag', entries, { tags: gone });
        }),
      );
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

  #shelf(): TemplateResult {
    const target = (id: string, name: string): TemplateResult => html`<div
      class="target ${this.over === id ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.over = id;
      }}
      @dragleave=${() => (this.over = undefined)}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.over = undefined;
        const data = event.dataTransfer?.getData('application/x-hermes-sessions');
        if (data) void this.#moveTo((JSON.parse(data) as DragData).keys, id);
      }}
    >
      ${icon('folder', 16)} ${name}
    </div>`;
    return html`<div class="shelf">
      <p>Drop on a project</p>
      ${this.surroundings.projects.map((it) => target(it.project_id, it.path))} ${target('', 'No project')}
    </div>`;
  }

  #whyBox(): TemplateResult {
    const { rules } = this.store.counts ?? { rules: {} as Record<string, number> };
    const kept = Object.entries(KEPT_OFF).filter(([rule]) => (rules[rule] ?? 0) > 0);
    return html`<dialog class="why" aria-labelledby="why" @click=${closeOutside}>
      <h2 id="why">What is not listed, and why</h2>
      <p>With the listed ones these make up all that the store has.</p>
      <ul>
        ${kept.map(
          ([rule, [name, filter]]) => html`<li>
            <button ?disabled=${!filter && rule !== 'other_profile'} @click=${() => this.#show(rule, filter)}>
              <span>${name}</span><span>${rules[rule]?.toLocaleString()}</span>
            </button>
          </li>`,
        )}
        ${kept.length === 0 ? html`<li>Nothing is kept off the list.</li>` : nothing}
      </ul>
      <form @submit=${this.#explain}>
        <input name="id" aria-label="Id of a session" placeholder="Id of a session that you miss" autocomplete="off" spellcheck="false" />
        <button class="primary">Explain</button>
      </form>
      <div class="answer" role="status">${this.#explanation()}</div>
      <form method="dialog"><button>Close</button></form>
    </dialog>`;
  }

  #show(rule: string, filter: string): void {
    this.why.close();
    if (rule === 'other_profile') goWith({ all: '1' });
    else this.#goList(filter, '');
  }

  #explain = (event: SubmitEvent): void => {
    event.preventDefault();
    const id = String(new FormData(event.target as HTMLFormElement).get('id') ?? '').trim();
    if (!id) return;
    ask<{ explanations: Where[] }>('/api/sessions/explain', { session_id: id }, AbortSignal.timeout(10_000))
      .then((answer) => (this.explained = answer?.body.explanations))
      .catch((error: unknown) => (this.explained = error instanceof Failure ? error : new Failure(0, 'It is not known')));
  };

  #explanation(): unknown {
    if (!this.explained) return nothing;
    if (this.explained instanceof Failure) {
      return html`<div class="notice">
        <strong>${this.explained.status === 404 ? 'No store that you may see has this session' : this.explained.message}</strong>
        ${this.explained.status === 404 ? html`<p>Is it the whole id? It may be in another home, or gone from the store.</p>` : nothing}
      </div>`;
    }
    return this.explained.map(
      (it) => html`<div class="card">
        <strong>${it.message}</strong>
        <dl>
          <dt>profile</dt>
          <dd>${it.profile}</dd>
          <dt>rule</dt>
          <dd>${it.rule}</dd>
          ${Object.entries(it.facts).map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${value}</dd>`)}
          <dt>to see it</dt>
          <dd>${it.how_to_show}</dd>
        </dl>
        <a class="button" href=${href(sessionPath(it.tip_session_id, undefined, it.profile))} @click=${(event: MouseEvent) => {
          event.preventDefault();
          this.why.close();
          go(sessionPath(it.tip_session_id, undefined, it.profile));
        }}>Open it</a>
      </div>`,
    );
  }

  #ask(title: string, label: string, list: string[], value: string, done: (text: string) => void): void {
    this.asked = { title, label, list, value, done };
    void this.updateComplete.then(() => {
      this.askBox.showModal();
      const input = this.askBox.querySelector('input');
      if (input) {
        input.value = value;
        input.select();
      }
    });
  }

  #askBox(): TemplateResult {
    return html`<dialog class="ask" aria-labelledby="ask" @click=${closeOutside}>
      ${
        this.asked
          ? html`<form
              method="dialog"
              @submit=${(event: SubmitEvent) => {
                const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
                if (text && (event.submitter as HTMLButtonElement | null)?.value !== 'no') this.asked?.done(text);
              }}
            >
              <h2 id="ask">${this.asked.title}</h2>
              <input name="text" aria-label=${this.asked.label} placeholder=${this.asked.label} list="known" autocomplete="off" maxlength="200" />
              <datalist id="known">${this.asked.list.map((it) => html`<option value=${it}></option>`)}</datalist>
              <div class="buttons">
                <button value="no" type="button" @click=${() => this.askBox.close()}>Cancel</button>
                <button class="primary" value="yes">OK</button>
              </div>
            </form>`
          : nothing
      }
    </dialog>`;
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

/** A click beside a box closes it. */
export function closeOutside(event: MouseEvent): void {
  if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close();
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
