import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { activity, type Project, type SessionRow } from '../api';
import { href, plainClick, sessionPath } from '../router';
import { icon } from '../shell/icons';
import { deepFocus } from '../shell/menu';
import { boxes, common, controls } from '../styles';
import { ago, inFull } from '../time';
import { type Group, grouped, type Grouping, type Line, Lines } from './lines';
import { type Entry, type ListStore, PINNED, RUNNING, UNREAD } from './list-store';
import { sessionListStyles } from './session-list-styles';

const HEAD = 34;
const ROW = { detailed: 54, compact: 34 };
/** Lines beyond the edges that are drawn as well, so that a quick scroll finds something. */
const MARGIN = 8;
const AHEAD = 30;

export type DragData = { keys: string[] };

/**
 * The rows of the list in groups; only those that can be seen are in the document.
 *
 * @fires open-session with the entry
 * @fires row-menu with { entry, x, y }
 * @fires rename-session with { row, title }
 * @fires choose with the set of chosen keys
 * @fires fold with the id of the group
 * @fires drop-sessions with { keys, project }
 * @fires drag-state with true while rows are dragged
 */
@customElement('session-list')
export class SessionListElement extends LitElement {
  @property({ attribute: false }) store!: ListStore;
  @property({ attribute: false }) revision = 0;
  @property({ attribute: false }) grouping: Grouping = 'day';
  @property({ attribute: false }) projects: Project[] = [];
  @property({ attribute: false }) folded: ReadonlySet<string> = new Set();
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();
  @property({ attribute: false }) now = Date.now();
  @property({ attribute: false }) compact = false;
  @property({ attribute: false }) showProfile = false;
  @property({ attribute: false }) mayOrganise = true;
  @property() current = '';
  @property() currentProfile = '';
  @state() private renaming = '';
  @state() private from = 0;
  @state() private to = 40;
  @state() private focused = '';
  @state() private dragged: ReadonlySet<string> = new Set();
  @state() private over = '';
  @state() private hovered = '';
  @query('.rows') private scroller!: HTMLElement;

  #lines = new Lines([], HEAD, ROW.detailed);
  #anchor = '';
  #frame = 0;
  #size = new ResizeObserver(() => this.#window());
  #restore: { key: string; offset: number } | undefined;
  /** What has the focus while the rows are made anew: a row that is moved, or goes, loses it. */
  #held: { element: HTMLElement; entry: Entry; lines: Lines; place: number; typed?: string } | undefined;
  /** The row that gets another title, as it was when that began. */
  #renamed: SessionRow | undefined;

  static styles = [common, controls, boxes, sessionListStyles];

  firstUpdated(): void {
    this.#size.observe(this.scroller);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  /** Moves the focus among the rows, from the focused one or else from the one that is open. */
  move(step: 1 | -1, choose = false): void {
    const key = this.#focusedKey() || (this.#hasFocus() && this.focused) || (this.store.entry(this.current, this.currentProfile)?.key ?? '');
    const at = this.#lines.placeOf(key);
    const entry = at < 0 ? this.#lines.next(-1, 1) : (this.#lines.next(at, step) ?? this.#lines.lines[at]?.entry);
    if (!entry) return;
    if (choose) this.#choose(entry, 'add');
    this.focusRow(entry.key);
  }

  /** Puts the focus on a row, by its key; where there is no such row, on the first. */
  focusRow(wanted: string): void {
    const key = this.#lines.placeOf(wanted) >= 0 ? wanted : this.#lines.next(-1, 1)?.key;
    if (!key) return;
    this.focused = key;
    this.#reveal(key);
    void this.updateComplete.then(() => this.#link(key)?.focus({ preventScroll: true }));
  }

  /** The row that has the focus now, itself or something in it. */
  get focusedEntry(): Entry | undefined {
    const key = this.#focusedKey();
    return key ? this.store.entries.find((it) => it.key === key) : undefined;
  }

  /** The row that had the focus last, or whose menu was open last. */
  get lastEntry(): Entry | undefined {
    return this.store.entries.find((it) => it.key === this.focused);
  }

  startRename(key: string): void {
    this.renaming = key;
    this.#renamed = this.store.row(key);
    this.#reveal(key);
    void this.updateComplete.then(() => {
      const input = this.#input();
      input?.focus();
      input?.select();
    });
  }

  toggleChosen(): void {
    const entry = this.focusedEntry;
    if (entry) this.#choose(entry, 'toggle');
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    const relevant = ['revision', 'grouping', 'projects', 'folded', 'compact'] as const;
    this.#hold();
    const midnight = changed.has('now') && new Date(this.now).getDate() !== new Date(changed.get('now') ?? 0).getDate();
    if (midnight || relevant.some((it) => changed.has(it))) this.#layOut();
    this.#follow();
  }

  #hold(): void {
    const element = this.hasUpdated ? (this.renderRoot as ShadowRoot).activeElement : null;
    const place = element instanceof HTMLElement && element.closest('.row') ? this.#lines.placeOf(this.renaming || this.#focusedKey()) : -1;
    const entry = this.#lines.lines[place]?.entry;
    this.#held =
      entry && element instanceof HTMLElement
        ? { element, entry, lines: this.#lines, place, ...(element.matches('input[type="text"]') ? { typed: (element as HTMLInputElement).value } : {}) }
        : undefined;
  }

  /** A conversation that goes on in another session has another row, which is meant from now on. */
  #follow(): void {
    const held = this.#held;
    if (!held || this.#lines === held.lines || this.#lines.placeOf(held.entry.key) >= 0) return;
    const { key, profile, conversation } = held.entry;
    const now = this.store.entries.find((it) => it.profile === profile && it.conversation === conversation);
    if (now) held.entry = now;
    if (this.focused === key) this.focused = held.entry.key;
    if (this.renaming === key) this.renaming = now?.key ?? '';
  }

  /** Gives the focus back where the rows have lost it: to the row, or to the one that took its place. */
  #giveBack(): void {
    const held = this.#held;
    this.#held = undefined;
    if (!held || deepFocus()) return;
    if (held.element.isConnected) {
      held.element.focus({ preventScroll: true });
      return;
    }
    const { key } = held.entry;
    const input = this.renaming === key ? this.#input() : undefined;
    if (input) {
      input.value = held.typed ?? input.value;
      input.focus({ preventScroll: true });
    } else if (this.#lines.placeOf(key) >= 0) this.#link(key)?.focus({ preventScroll: true });
    else {
      const { lines, place } = held;
      const keys = new Set(this.#lines.lines.map((it) => it.entry?.key));
      const stays = (line: Line): boolean => line.entry !== undefined && keys.has(line.entry.key);
      const near = lines.lines.slice(place).find(stays) ?? lines.lines.slice(0, place).findLast(stays);
      if (near?.entry) this.focusRow(near.entry.key);
    }
  }

  #input(): HTMLInputElement | undefined {
    return this.renderRoot.querySelector<HTMLInputElement>('.row input[type="text"]') ?? undefined;
  }

  protected updated(): void {
    this.#giveBack();
    if (this.#restore) {
      const { key, offset } = this.#restore;
      this.#restore = undefined;
      const place = this.#lines.placeOf(key);
      if (place >= 0) this.scroller.scrollTop = this.#lines.top(place) - offset;
      this.#window();
    }
  }

  /** Makes the lines anew; what stood at the upper edge stays there, unless that is the top itself. */
  #layOut(): void {
    const scroller = this.scroller as HTMLElement | null;
    if (scroller && scroller.scrollTop > HEAD + 2) {
      const entry = this.#lines.next(this.#lines.at(scroller.scrollTop), 1);
      if (entry) {
        this.#restore = {
          key: entry.key,
          offset: this.#lines.top(this.#lines.placeOf(entry.key)) - scroller.scrollTop,
        };
      }
    }
    const { projects, folded, now } = this;
    const { entries, sources, jobs } = this.store;
    const groups = grouped(entries, this.grouping, { now, projects, sources, jobs, folded });
    this.#lines = new Lines(groups, HEAD, this.compact ? ROW.compact : ROW.detailed);
    this.#range(scroller?.scrollTop ?? 0, scroller?.clientHeight ?? 800);
  }

  #window = (): void => {
    this.#frame = 0;
    this.#range(this.scroller.scrollTop, this.scroller.clientHeight);
  };

  #range(top: number, height: number): void {
    const count = this.#lines.lines.length;
    this.from = Math.max(0, this.#lines.at(top) - MARGIN);
    this.to = Math.min(count, this.#lines.at(top + height) + 1 + MARGIN);
    const keys: string[] = [];
    for (let i = Math.max(0, this.from - AHEAD); i < Math.min(count, this.to + AHEAD); i++) {
      const entry = this.#lines.lines[i]?.entry;
      if (entry) keys.push(entry.key);
    }
    this.store.want(keys);
  }

  #scrolled = (): void => {
    if (!this.#frame) this.#frame = requestAnimationFrame(this.#window);
  };

  #reveal(key: string): void {
    const place = this.#lines.placeOf(key);
    if (place < 0) return;
    const top = this.#lines.top(place);
    const bottom = this.#lines.top(place + 1);
    const { scrollTop, clientHeight } = this.scroller;
    if (top - HEAD < scrollTop) this.scroller.scrollTop = Math.max(0, top - HEAD);
    else if (bottom > scrollTop + clientHeight) this.scroller.scrollTop = bottom - clientHeight + HEAD / 2;
    this.#window();
  }

  #hasFocus(): boolean {
    return this.matches(':focus-within');
  }

  #focusedKey(): string {
    const focus = (this.renderRoot as ShadowRoot).activeElement;
    return focus?.closest('.row')?.querySelector<HTMLElement>('[data-key]')?.dataset['key'] ?? '';
  }

  #link(key: string): HTMLAnchorElement | undefined {
    return [...this.renderRoot.querySelectorAll<HTMLAnchorElement>('.row a')].find((it) => it.dataset['key'] === key);
  }

  render(): TemplateResult {
    const visible: number[] = [];
    // The row that has the focus stays in the document wherever the list is scrolled to, or the focus would be lost.
    const focus = this.#lines.placeOf(this.focused);
    if (focus >= 0 && focus < this.from) visible.push(focus);
    for (let i = this.from; i < this.to; i++) visible.push(i);
    // In its place among the others: a row that is moved in the document loses the focus as well.
    if (focus >= this.to) visible.push(focus);
    const total = this.#lines.rows;
    const scrollTop = (this.scroller as HTMLElement | null)?.scrollTop ?? 0;
    const sticky = scrollTop > 2 ? this.#lines.headOf(this.#lines.at(scrollTop)) : undefined;
    return html`
      ${sticky ? html`<div class="sticky" aria-hidden="true"><h2>${this.#headButton(sticky, -1)}</h2></div>` : nothing}
      <div
        class="rows ${this.chosen.size > 0 ? 'choosing' : ''}"
        @scroll=${this.#scrolled}
        @dragover=${this.#dragOver}
        @dragleave=${() => (this.over = '')}
        @drop=${this.#drop}
      >
        <div
          class="canvas"
          role="list"
          aria-label="Sessions"
          aria-busy=${this.store.complete ? 'false' : 'true'}
          .style=${`height: ${this.#lines.height}px`}
        >
          ${repeat(
            visible,
            (i) => this.#lines.lines[i]?.entry?.key ?? this.#lines.lines[i]?.head?.id ?? i,
            (i) => this.#line(i, total),
          )}
        </div>
      </div>
    `;
  }

  #line(i: number, total: number): unknown {
    const line = this.#lines.lines[i];
    if (!line) return nothing;
    // As a property: the policy of the page refuses the attribute.
    const top = this.#lines.top(i);
    const place = `transform: translateY(${top}px); height: ${this.#lines.top(i + 1) - top}px`;
    if (line.head) {
      const { id } = line.head;
      return html`<div role="listitem" class="line head ${this.over === id ? 'over' : ''}" data-group=${id} .style=${place}>
        <h2>${this.#headButton(line.head, 0)}</h2>
      </div>`;
    }
    return html`<div
      role="listitem"
      class="line"
      aria-setsize=${total}
      aria-posinset=${this.#lines.ordinal(i)}
      .style=${place}
    >
      ${this.#row(line.entry)}
    </div>`;
  }

  #headButton(group: Group, tabindex: number): TemplateResult {
    return html`<button
      tabindex=${tabindex}
      aria-expanded=${group.folded ? 'false' : 'true'}
      @click=${() => this.#fire('fold', group.id)}
    >
      ${icon('chevron', 13)}<span class="name">${group.name}</span>
      <span class="count">${this.store.complete ? group.count.toLocaleString() : ''}</span>
    </button>`;
  }

  #row(entry: Entry): unknown {
    const row = this.store.row(entry.key);
    // What is typed stays while the row itself is read again.
    const renamed = this.renaming === entry.key ? (row ?? this.#renamed) : undefined;
    if (renamed) return this.#renamer(renamed);
    const current = this.#isCurrent(entry);
    const classes = [
      'row',
      entry.flags & UNREAD && !current ? 'unread' : '',
      this.chosen.has(entry.key) ? 'chosen' : '',
      this.dragged.has(entry.key) ? 'dragged' : '',
    ].join(' ');
    const tools = row && this.mayOrganise && this.chosen.size === 0 && (this.hovered === entry.key || this.focused === entry.key);
    return html`<div
      class=${classes}
      @pointerenter=${() => (this.hovered = entry.key)}
      @pointerleave=${() => (this.hovered = '')}
    >
      ${
        this.chosen.size > 0
          ? html`<label class="choose">
              <span class="hidden">Choose ${row?.title ?? 'this session'}</span>
              <input
                type="checkbox"
                tabindex="-1"
                .checked=${this.chosen.has(entry.key)}
                @click=${(event: MouseEvent) => this.#choose(entry, event.shiftKey ? 'range' : 'toggle')}
              />
            </label>`
          : nothing
      }
      <a
        href=${href(sessionPath(entry.id, undefined, this.store.all ? entry.profile : undefined))}
        data-key=${entry.key}
        draggable=${this.mayOrganise ? 'true' : 'false'}
        aria-current=${current ? 'page' : nothing}
        @click=${(event: MouseEvent) => this.#clicked(event, entry)}
        @focus=${() => (this.focused = entry.key)}
        @contextmenu=${(event: MouseEvent) => this.#menu(event, entry)}
        @dragstart=${(event: DragEvent) => this.#dragStart(event, entry)}
        @dragend=${this.#dragEnd}
      >
        ${row ? this.#facts(row, entry) : html`<span class="pending" aria-label="Loading"><i class="bone skeleton"></i><i class="bone skeleton"></i></span>`}
      </a>
      ${
        tools
          ? html`<div class="tools">
              <button
                class="icon"
                tabindex="-1"
                title=${entry.flags & PINNED ? 'Unpin' : 'Pin'}
                aria-label="${entry.flags & PINNED ? 'Unpin' : 'Pin'} ${row.title}"
                @click=${() => this.#fire('deed', { action: entry.flags & PINNED ? 'unpin' : 'pin', entry })}
              >
                ${icon('pin', 15)}
              </button>
              <button
                class="icon"
                tabindex="-1"
                title="Archive"
                aria-label="Archive ${row.title}"
                @click=${() => this.#fire('deed', { action: row.archived ? 'unarchive' : 'archive', entry })}
              >
                ${icon('archive', 15)}
              </button>
              <button
                class="icon"
                tabindex="-1"
                title="More"
                aria-label="More for ${row.title}"
                @click=${(event: MouseEvent) => this.#menu(event, entry)}
              >
                ${icon('more', 15)}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #isCurrent(entry: Entry): boolean {
    const meant = entry.id === this.current || entry.conversation === this.current;
    return this.current !== '' && meant && (!this.currentProfile || entry.profile === this.currentProfile);
  }

  #facts(row: SessionRow, entry: Entry): unknown {
    const time = activity(row) * 1000;
    const running = Boolean(entry.flags & RUNNING);
    const stamp = html`<time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${ago(time, this.now)}</time>`;
    const dot = html`<i class="dot" data-kind=${row.session_source ?? 'other'}></i>`;
    if (this.compact) {
      return html`<span class="top">
        ${running ? html`<i class="live-dot" title="A turn runs"></i><span class="hidden">running</span>` : dot}
        <span class="title" title=${row.title}>${row.title}</span>${stamp}
      </span>`;
    }
    const project = this.grouping === 'project' ? undefined : this.projects.find((it) => it.project_id === row.project_id);
    const parts = row._compression_segment_count ?? 1;
    return html`
      <span class="top"><span class="title" title=${row.title}>${row.title}</span>${stamp}</span>
      <span class="about">
        ${dot}<span>${row.source_label ?? 'Agent'}</span>
        ${running ? html`<span class="live">running</span>` : nothing}
        <span>${row.message_count.toLocaleString()} ${row.message_count === 1 ? 'message' : 'messages'}</span>
        ${this.showProfile ? html`<span>${row.profile}</span>` : nothing}
        ${parts > 1 ? html`<span title="The conversation was compressed and went on">${parts} parts</span>` : nothing}
        ${row.model ? html`<span class="rest">${row.model.split('/').at(-1)}</span>` : nothing}
        ${project ? html`<i class="mark" title="Project">${project.name.split('/').at(-1)}</i>` : nothing}
        ${(row.tags ?? []).slice(0, 2).map((tag) => html`<i class="mark" title="Tag">#${tag}</i>`)}
      </span>
    `;
  }

  #renamer(row: SessionRow): TemplateResult {
    const done = (keep: boolean, input: HTMLInputElement): string => {
      const key = this.renaming;
      this.renaming = '';
      if (key && keep && input.value !== row.title) this.#fire('rename-session', { row, title: input.value });
      return key;
    };
    return html`<div class="row">
      <input
        type="text"
        aria-label="New title; empty for the agent’s own"
        maxlength="200"
        .value=${this.#renamed?.title ?? row.title}
        @keydown=${(event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            this.focusRow(done(event.key === 'Enter', event.target as HTMLInputElement));
          }
        }}
        @blur=${(event: FocusEvent) => !this.#held && done(true, event.target as HTMLInputElement)}
      />
    </div>`;
  }

  #clicked(event: MouseEvent, entry: Entry): void {
    if (event.shiftKey && event.button === 0) {
      event.preventDefault();
      this.#choose(entry, 'range');
    } else if ((event.metaKey || event.ctrlKey) && event.button === 0 && this.chosen.size > 0) {
      event.preventDefault();
      this.#choose(entry, 'toggle');
    } else if (plainClick(event)) {
      event.preventDefault();
      this.#fire('open-session', entry);
    }
  }

  #choose(entry: Entry, how: 'toggle' | 'range' | 'add'): void {
    if (!this.mayOrganise) return;
    const chosen = new Set(this.chosen);
    const start = this.#lines.placeOf(this.#anchor);
    const end = this.#lines.placeOf(entry.key);
    if (how === 'range' && start >= 0) {
      for (let i = Math.min(start, end); i <= Math.max(start, end); i++) {
        const each = this.#lines.lines[i]?.entry;
        if (each) chosen.add(each.key);
      }
    } else if (how === 'add') {
      const focused = this.#focusedKey();
      if (focused) chosen.add(focused);
      chosen.add(entry.key);
    } else if (!chosen.delete(entry.key)) {
      chosen.add(entry.key);
    }
    this.#anchor = entry.key;
    this.#fire('choose', chosen);
  }

  #menu(event: MouseEvent, entry: Entry): void {
    event.preventDefault();
    event.stopPropagation();
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    this.focused = entry.key;
    this.#fire('row-menu', {
      entry,
      x: byKey || event.type === 'click' ? box.left + 12 : event.clientX,
      y: byKey || event.type === 'click' ? box.bottom + 2 : event.clientY,
    });
  }

  #dragStart(event: DragEvent, entry: Entry): void {
    const keys = this.chosen.has(entry.key) ? this.chosen : new Set([entry.key]);
    const data: DragData = { keys: [...keys] };
    event.dataTransfer?.setData('application/x-hermes-sessions', JSON.stringify(data));
    event.dataTransfer?.setData('text/plain', this.store.row(entry.key)?.title ?? entry.id);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copyMove';
    this.dragged = keys;
    this.#fire('drag-state', true);
  }

  #dragEnd = (): void => {
    this.dragged = new Set();
    this.over = '';
    this.#fire('drag-state', false);
  };

  #target(event: Event): Group | undefined {
    const line = (event.target as Element).closest<HTMLElement>('[data-group]');
    const head = this.#lines.lines.find((it) => it.head && it.head.id === line?.dataset['group'])?.head;
    return head?.project === undefined ? undefined : head;
  }

  #dragOver = (event: DragEvent): void => {
    const group = this.#target(event);
    this.over = group?.id ?? '';
    if (group && event.dataTransfer?.types.includes('application/x-hermes-sessions')) event.preventDefault();
  };

  #drop = (event: DragEvent): void => {
    const group = this.#target(event);
    const data = event.dataTransfer?.getData('application/x-hermes-sessions');
    this.over = '';
    if (!group || !data) return;
    event.preventDefault();
    this.#fire('drop-sessions', { ...(JSON.parse(data) as DragData), project: group.project ?? '' });
  };

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
