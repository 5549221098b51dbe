import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { activity, type Failure, rowKey, type SessionRow } from './api';
import type { Shown } from './feed';
import { failureNotice, faultNotice, noticeStyles } from './notices';
import { sessionListStyles } from './session-list-styles';
import { common } from './styles';
import { ago, group, type Group, inFull } from './time';

const GROUPS: Group[] = ['Pinned', 'Today', 'Yesterday', 'This week', 'Last week', 'Older'];

/** What the rules that keep rows off the list are called, in the order in which they are told. */
const KEPT_OFF: Record<string, string> = {
  automation: 'cron and other automation',
  setting: 'left out by your settings',
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

  static styles = [common, noticeStyles, sessionListStyles];

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
