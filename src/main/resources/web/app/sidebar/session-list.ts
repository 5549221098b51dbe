import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Project } from '../api';
import { href, plainClick, sessionPath } from '../router';
import { icon } from '../shell/icons';
import { boxes, common, controls } from '../styles';
import { Choice } from './choice';
import { type Entry, UNREAD } from './entries';
import { type Group, grouped, type Grouping } from './groups';
import { KeptFocus } from './kept-focus';
import { Lines, type Section } from './lines';
import type { ListStore } from './list-store';
import { RowDrag } from './row-drag';
import { noFactsYet, rowFacts, rowTools } from './row-facts';
import { RowRename } from './row-rename';
import { sessionListStyles } from './session-list-styles';

const HEAD = 34;
const ROW = { detailed: 54, compact: 34 };
/** Lines beyond the edges that are drawn as well, so that a quick scroll finds something. */
const MARGIN = 8;
const AHEAD = 30;

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
  @state() private from = 0;
  @state() private to = 40;
  @state() private focused = '';
  @state() private hovered = '';
  @query('.rows') private scroller!: HTMLElement;

  #groups: Group[] = [];
  #lines = Lines.NONE;
  readonly #choice = new Choice();
  #frame = 0;
  #size = new ResizeObserver(() => this.#window());
  #restore: { key: string; offset: number } | undefined;
  readonly #kept = new KeptFocus();
  readonly #drag = new RowDrag(this, (id) => this.#lines.group(id));
  readonly #rename = new RowRename(this, {
    rename: (row, title) => this.#fire('rename-session', { row, title }),
    focusRow: (key) => this.focusRow(key),
    moving: () => this.#kept.holds,
  });

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
    const next = at < 0 ? this.#lines.next(-1, 1) : this.#lines.next(at, step);
    const entry = this.#lines.entry(next < 0 ? at : next);
    if (!entry) return;
    if (choose) this.#choose(entry, 'add');
    this.focusRow(entry.key);
  }

  /** Puts the focus on a row, by its key; where there is no such row, on the first. */
  focusRow(wanted: string): void {
    const key = this.#lines.placeOf(wanted) >= 0 ? wanted : this.#lines.entry(this.#lines.next(-1, 1))?.key;
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
    this.#rename.start(key, this.store.row(key));
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
    const element = this.hasUpdated ? (this.renderRoot as ShadowRoot).activeElement : null;
    this.#kept.hold(element, this.#rename.key || this.#focusedKey(), this.#lines);
    const midnight = changed.has('now') && new Date(this.now).getDate() !== new Date(changed.get('now') ?? 0).getDate();
    const others = changed.has('revision') || changed.has('grouping') || (changed.has('projects') && this.grouping === 'project');
    if (others || midnight) this.#group();
    if (others || midnight || changed.has('folded') || changed.has('compact')) this.#layOut();
    const moved = this.#kept.follow(this.#lines, this.store.entries);
    if (moved?.to && this.focused === moved.from) this.focused = moved.to;
    if (moved && this.#rename.key === moved.from) this.#rename.key = moved.to;
  }

  #input(): HTMLInputElement | undefined {
    return this.renderRoot.querySelector<HTMLInputElement>('.row input[type="text"]') ?? undefined;
  }

  protected updated(): void {
    this.#kept.giveBack(this.#lines, {
      input: (key) => (this.#rename.key === key ? this.#input() : undefined),
      link: (key) => this.#link(key),
      focusRow: (key) => this.focusRow(key),
    });
    if (this.#restore) {
      const { key, offset } = this.#restore;
      this.#restore = undefined;
      const place = this.#lines.placeOf(key);
      if (place >= 0) this.scroller.scrollTop = this.#lines.top(place) - offset;
      this.#window();
    }
  }

  #group(): void {
    const { projects, now } = this;
    const { entries, sources, jobs } = this.store;
    this.#groups = grouped(entries, this.grouping, { now, projects, sources, jobs });
  }

  /** Makes the lines anew; what stood at the upper edge stays there, unless that is the top itself. */
  #layOut(): void {
    const scroller = this.scroller as HTMLElement | null;
    if (scroller && scroller.scrollTop > HEAD + 2) {
      const place = this.#lines.next(this.#lines.at(scroller.scrollTop), 1);
      const entry = this.#lines.entry(place);
      if (entry) this.#restore = { key: entry.key, offset: this.#lines.top(place) - scroller.scrollTop };
    }
    this.#lines = new Lines(this.#groups, this.folded, HEAD, this.compact ? ROW.compact : ROW.detailed);
    this.#range(scroller?.scrollTop ?? 0, scroller?.clientHeight ?? 800);
  }

  #window = (): void => {
    this.#frame = 0;
    this.#range(this.scroller.scrollTop, this.scroller.clientHeight);
  };

  #range(top: number, height: number): void {
    const count = this.#lines.length;
    this.from = Math.max(0, this.#lines.at(top) - MARGIN);
    this.to = Math.min(count, this.#lines.at(top + height) + 1 + MARGIN);
    const keys: string[] = [];
    for (let i = Math.max(0, this.from - AHEAD); i < Math.min(count, this.to + AHEAD); i++) {
      const entry = this.#lines.entry(i);
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
        @dragover=${this.#drag.move}
        @dragleave=${this.#drag.leave}
        @drop=${this.#dropped}
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
            (i) => this.#keyOf(i),
            (i) => this.#line(i, total),
          )}
        </div>
      </div>
    `;
  }

  #keyOf(i: number): unknown {
    const line = this.#lines.line(i);
    return line?.entry?.key ?? line?.head?.group.id ?? i;
  }

  #line(i: number, total: number): unknown {
    const line = this.#lines.line(i);
    if (!line) return nothing;
    // As a property: the policy of the page refuses the attribute.
    const top = this.#lines.top(i);
    const place = `transform: translateY(${top}px); height: ${this.#lines.top(i + 1) - top}px`;
    if (line.head) {
      const { id } = line.head.group;
      return html`<div role="listitem" class="line head ${this.#drag.over === id ? 'over' : ''}" data-group=${id} .style=${place}>
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

  #headButton({ group, folded }: Section, tabindex: number): TemplateResult {
    return html`<button
      tabindex=${tabindex}
      aria-expanded=${folded ? 'false' : 'true'}
      @click=${() => this.#fire('fold', group.id)}
    >
      ${icon('chevron', 13)}<span class="name">${group.name}</span>
      <span class="count">${this.store.complete ? group.entries.length.toLocaleString() : ''}</span>
    </button>`;
  }

  #row(entry: Entry): unknown {
    const row = this.store.row(entry.key);
    const renamed = this.#rename.of(entry.key, row);
    if (renamed) return this.#rename.render(renamed);
    const current = this.#isCurrent(entry);
    const classes = [
      'row',
      entry.flags & UNREAD && !current ? 'unread' : '',
      this.chosen.has(entry.key) ? 'chosen' : '',
      this.#drag.dragged.has(entry.key) ? 'dragged' : '',
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
        ${row ? rowFacts(row, entry, this) : noFactsYet}
      </a>
      ${
        tools
          ? rowTools(
              row,
              entry,
              (action) => this.#fire('deed', { action, entry }),
              (event) => this.#menu(event, entry),
            )
          : nothing
      }
    </div>`;
  }

  #isCurrent(entry: Entry): boolean {
    const meant = entry.id === this.current || entry.conversation === this.current;
    return this.current !== '' && meant && (!this.currentProfile || entry.profile === this.currentProfile);
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
    this.#fire('choose', this.#choice.with(entry, how, this.chosen, this.#lines, this.#focusedKey()));
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
    this.#drag.start(event, entry, this.chosen, this.store.row(entry.key)?.title ?? entry.id);
    this.#fire('drag-state', true);
  }

  #dragEnd = (): void => {
    this.#drag.end();
    this.#fire('drag-state', false);
  };

  #dropped = (event: DragEvent): void => {
    const dropped = this.#drag.drop(event);
    if (dropped) this.#fire('drop-sessions', dropped);
  };

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
