import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { activity, type Failure, rowKey, type SessionRow } from './api';
import type { Shown } from './feed';
import { failureNotice, faultNotice, noticeStyles } from './notices';
import { common } from './styles';
import { ago, group, type Group, inFull } from './time';

const GROUPS: Group[] = ['Pinned', 'Today', 'Yesterday', 'This week', 'Last week', 'Older'];

/** What the rules that keep rows off the list are called, in the order in which they are told. */
const KEPT_OFF: Record<string, string> = {
  automation: 'cron and other automation',
  child: 'subagents',
  archived: 'archived',
  hidden: 'hidden',
  trashed: 'in the trash',
  empty: 'empty',
  internal: 'internal',
  segment: 'earlier parts',
  other_profile: 'in other profiles',
};

/**
 * The list of sessions, grouped by day.
 *
 * @fires open-session with the row as detail
 * @fires load-more
 * @fires retry
 */
@customElement('session-list')
export class SessionListElement extends LitElement {
  @property({ attribute: false }) shown: Shown | undefined;
  @property({ attribute: false }) failure: Failure | undefined;
  @property({ attribute: false }) confirmedAt = 0;
  @property({ attribute: false }) now = Date.now();
  @property({ attribute: false }) loading = false;
  @property() current = '';
  @state() private filter = '';
  @query('input') private input!: HTMLInputElement;

  static styles = [
    common,
    noticeStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      .search {
        padding: 0 12px 10px;
      }

      input {
        width: 100%;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-size: 14px;
      }

      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }

      .hint {
        margin-top: 6px;
        color: var(--muted);
        font-size: 12.5px;
      }

      .rows {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding: 0 8px;
        scrollbar-width: thin;
        scrollbar-color: var(--line) transparent;
      }

      h2 {
        position: sticky;
        top: 0;
        z-index: 1;
        padding: 8px 8px 4px;
        background: var(--paper);
        color: var(--muted);
        font-size: 12px;
        font-weight: 600;
        letter-spacing: 0.03em;
      }

      section + section h2 {
        padding-top: 14px;
      }

      li {
        content-visibility: auto;
        contain-intrinsic-size: auto 56px;
      }

      a {
        display: block;
        padding: 8px 10px;
        border-radius: var(--radius);
        color: inherit;
        text-decoration: none;
      }

      a:hover {
        background: var(--raised);
      }

      a:focus-visible {
        outline-offset: -2px;
      }

      a[aria-current] {
        background: var(--accent-soft);
      }

      .line {
        display: flex;
        gap: 10px;
        align-items: baseline;
      }

      .title {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 14.5px;
        font-weight: 550;
      }

      time,
      .about {
        color: var(--muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }

      .about {
        display: flex;
        gap: 6px;
        align-items: center;
        overflow: hidden;
        white-space: nowrap;
      }

      .about span + span::before {
        content: '·';
        margin-right: 6px;
        color: var(--muted);
        font-weight: 400;
      }

      .about .model {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .about .live {
        color: var(--live);
        font-weight: 600;
      }

      .dot {
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--kind-other);
      }

      .dot[data-kind='cli'] {
        background: var(--kind-cli);
      }

      .dot[data-kind='webui'] {
        background: var(--kind-webui);
      }

      .dot[data-kind='messaging'] {
        background: var(--kind-messaging);
      }

      .dot[data-kind='api'] {
        background: var(--kind-api);
      }

      .dot[data-kind='cron'],
      .dot[data-kind='webhook'],
      .dot[data-kind='kanban'] {
        background: var(--kind-automation);
      }

      footer {
        padding: 14px 10px 20px;
        color: var(--muted);
        font-size: 12.5px;
      }

      footer button {
        width: 100%;
        margin: 8px 0 2px;
        color: var(--ink);
      }

      footer p + p {
        margin-top: 6px;
      }

      .state {
        padding: 24px 20px;
      }

      .state h2 {
        position: static;
        padding: 0 0 6px;
        background: none;
        color: var(--ink);
        font-size: 16px;
        letter-spacing: 0;
      }

      .state p {
        margin-bottom: 10px;
        color: var(--muted);
        font-size: 14px;
      }

      .bone {
        height: 40px;
        margin: 0 10px 16px;
        border-radius: 8px;
        background: var(--skeleton);
        animation: breathe 1.4s ease-in-out infinite alternate;
      }

      @keyframes breathe {
        to {
          opacity: 0.45;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .bone {
          animation: none;
        }
      }
    `,
  ];

  /** Puts the cursor into the search box. */
  search(): void {
    this.input.focus();
    this.input.select();
  }

  /** Moves the focus among the rows, from the focused one or else from the one that is open. */
  move(step: 1 | -1): void {
    const links = [...this.renderRoot.querySelectorAll<HTMLAnchorElement>('li a')];
    const focused = links.findIndex((link) => link === this.shadowRoot?.activeElement);
    const from = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute('aria-current'));
    const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + step));
    links[to]?.focus();
    links[to]?.scrollIntoView({ block: 'nearest' });
  }

  /** Puts the focus on the row that is open or was. */
  focusRow(id: string): void {
    this.renderRoot.querySelector<HTMLAnchorElement>(`a[href="${CSS.escape(`/session/${id}`)}"]`)?.focus();
  }

  render(): TemplateResult {
    return html`
      <div class="search" role="search">
        <input
          type="search"
          placeholder="Search titles"
          aria-label="Search the loaded titles"
          aria-keyshortcuts="/"
          .value=${this.filter}
          @input=${() => (this.filter = this.input.value)}
          @keydown=${this.#keyInSearch}
        />
        ${this.filter ? html`<p class="hint" role="status">${this.#hint()}</p>` : nothing}
      </div>
      <div role="status">${this.#notices()}</div>
      <div class="rows">${this.shown ? this.#list(this.shown) : this.#nothing()}</div>
    `;
  }

  #hint(): string {
    const loaded = this.shown?.rows.length ?? 0;
    const all = this.shown?.list.total ?? 0;
    const found = this.#rows().length;
    return `${found} of ${loaded} loaded titles match.${loaded < all ? ` ${all - loaded} are not loaded.` : ''}`;
  }

  #notices(): unknown {
    if (!this.shown) return nothing;
    return this.failure
      ? failureNotice(this.failure, this.confirmedAt, Date.now())
      : this.shown.list.faults.map(faultNotice);
  }

  #nothing(): unknown {
    if (!this.failure) {
      return html`<span class="hidden" role="status">Loading sessions</span> ${Array.from(
          { length: 7 },
          () => html`<div class="bone"></div>`,
        )}`;
    }
    return html`<div class="state" role="alert">
      <h2>${this.failure.message}</h2>
      ${this.failure.consequence ? html`<p>${this.failure.consequence}</p>` : nothing}
      ${this.failure.remedy ? html`<p>${this.failure.remedy}</p>` : nothing}
      <button @click=${() => this.#fire('retry')}>Try again now</button>
    </div>`;
  }

  #rows(): SessionRow[] {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = this.shown?.rows ?? [];
    return words.length === 0
      ? rows
      : rows.filter((row) => words.every((word) => row.title.toLowerCase().includes(word)));
  }

  #list(shown: Shown): unknown {
    const groups = new Map<Group, SessionRow[]>(GROUPS.map((name) => [name, []]));
    this.#rows().forEach((row) => groups.get(row.pinned ? 'Pinned' : group(activity(row) * 1000, this.now))?.push(row));
    const sections = [...groups].filter(([, rows]) => rows.length > 0);
    return html`
      ${sections.map(
        ([name, rows]) => html`
          <section aria-labelledby=${name}>
            <h2 id=${name}>${name}</h2>
            <ul>
              ${repeat(rows, rowKey, (row) => this.#row(row))}
            </ul>
          </section>
        `,
      )}
      ${shown.list.total === 0 ? this.#empty() : nothing} ${this.#footer(shown)}
    `;
  }

  #empty(): TemplateResult {
    return html`<div class="state">
      <h2>No sessions yet</h2>
      <p>The store was read and has none to list. Sessions appear here as soon as the agent writes them.</p>
    </div>`;
  }

  #row(row: SessionRow): TemplateResult {
    const time = activity(row) * 1000;
    const parts = row._compression_segment_count ?? 1;
    return html`<li>
      <a
        href="/session/${row.session_id}"
        aria-current=${row.session_id === this.current ? 'page' : nothing}
        @click=${(event: MouseEvent) => this.#open(event, row)}
      >
        <div class="line">
          <span class="title" title=${row.title}>${row.title}</span>
          <time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${ago(time, this.now)}</time>
        </div>
        <div class="about">
          <i class="dot" data-kind=${row.session_source ?? 'other'}></i>
          <span>${row.source_label ?? 'Agent'}</span>
          ${row.is_streaming ? html`<span class="live">running</span>` : nothing}
          <span>${row.message_count} ${row.message_count === 1 ? 'message' : 'messages'}</span>
          ${parts > 1 ? html`<span>${parts} parts</span>` : nothing}
          ${row.model ? html`<span class="model">${row.model.split('/').at(-1)}</span>` : nothing}
        </div>
      </a>
    </li>`;
  }

  #footer(shown: Shown): TemplateResult {
    const kept = Object.entries(KEPT_OFF)
      .filter(([rule]) => (shown.list.rules[rule] ?? 0) > 0)
      .map(([rule, name]) => `${shown.list.rules[rule]?.toLocaleString()} ${name}`);
    return html`<footer>
      <p>${shown.rows.length.toLocaleString()} of ${shown.list.total.toLocaleString()} sessions</p>
      ${
        shown.next
          ? html`<button ?disabled=${this.loading} @click=${() => this.#fire('load-more')}>
              ${this.loading ? 'Loading…' : 'Load more'}
            </button>`
          : nothing
      }
      ${kept.length > 0 ? html`<p>Not listed: ${kept.join(', ')}.</p>` : nothing}
    </footer>`;
  }

  #keyInSearch(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.filter) {
      this.filter = '';
    } else if (event.key === 'ArrowDown' || event.key === 'Escape') {
      this.move(1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #open(event: MouseEvent, row: SessionRow): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.#fire('open-session', row);
  }

  #fire(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
