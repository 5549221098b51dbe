import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { activity, ask, Failure, type SessionRow } from '../api';
import { live } from '../live';
import { address, ADDRESS_EVENT, go, goWith, href, plainClick, sessionPath } from '../router';
import '../sidebar/filter-box';
import type { FilterBox } from '../sidebar/filter-box';
import { quoted, takeApart, toggled } from '../sidebar/query-text';
import { boxes, common, controls } from '../styles';
import { ago, inFull } from '../time';
import { searchStyles } from './hermes-search-styles';

interface Snippet {
  field: string;
  text: string;
  /** Pairs of places in UTF-16. */
  marks: [number, number][];
  cut_before: boolean;
  cut_after: boolean;
}

interface MessageHit {
  message_id: number;
  session_id: string;
  role: string;
  tool_name?: string;
  timestamp: number;
  snippet: Snippet;
}

interface Hit extends SessionRow {
  rule: string;
  hit_count: number;
  found_in: Snippet[];
  hits: MessageHit[];
}

interface Facet {
  value: string;
  label: string;
  count: number;
}

interface Missed {
  profile: string;
  code: string;
  message: string;
  scan_finds?: boolean;
}

interface Answer {
  results: Hit[];
  next_cursor: string | null;
  searched: { profile: string; by: string; hits: number }[];
  not_searched: Missed[];
  facets?: Record<'source' | 'project' | 'month' | 'tool', Facet[]>;
  took_ms: number;
}

const PAGE = 20;
const AGAIN_MS = 1_000;
const FACETS: [name: 'source' | 'project' | 'month' | 'tool', title: string][] = [
  ['source', 'From'],
  ['project', 'Project'],
  ['month', 'Last active'],
  ['tool', 'Tool'],
];
const SPEAKERS: Record<string, string> = { user: 'User', assistant: 'Hermes', system: 'System', tool: 'Tool' };
const EXAMPLES: [text: string, what: string][] = [
  ['"exact phrase"', 'these words next to each other'],
  ['deploy -staging', 'with the one word, without the other'],
  ['source:telegram after:7d', 'from Telegram, active in the last week'],
  ['tool:terminal has:error', 'failed commands'],
  ['cost:>1 model:opus', 'what cost more than a dollar'],
  ['*fragment*', 'a run of characters inside of words'],
];
const RULES: Record<string, string> = {
  archived: 'archived',
  trashed: 'in the trash',
  hidden: 'hidden',
  automation: 'automation',
  child: 'subagent',
  internal: 'internal',
};

/**
 * Search in all messages, as one types. A request that was overtaken is ended; what was found before stays, paler, until
 * the next answer is there.
 */
@customElement('hermes-search')
export class HermesSearch extends LitElement {
  @property({ attribute: false }) all = false;
  /** The active profile; empty while it is not known. */
  @property({ attribute: false }) profile = '';
  @state() private text = '';
  @state() private scan = false;
  @state() private answer: Answer | undefined;
  @state() private failure: Failure | undefined;
  @state() private asking = false;
  @state() private loadingMore = false;
  @query('filter-box') private box!: FilterBox;
  #running = new AbortController();
  #asked = '';
  #off: (() => void)[] = [];
  #later = 0;
  /** Whether sessions changed since it was asked. */
  #outdated = false;

  static styles = [common, controls, boxes, searchStyles];

  focusText(typed = ''): void {
    this.box?.focusInput(typed);
  }

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    this.#off = [live.on('changed', () => this.#again()), live.on('resync', () => this.#again())];
    this.#address();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
    this.#off.forEach((off) => off());
    clearTimeout(this.#later);
    this.#running.abort();
  }

  /** What found nothing, or failed, may find something now; so may what is on its way. */
  #again(): void {
    this.#outdated = true;
    const fruitless = this.failure ? this.failure.status !== 400 : this.answer?.results.length === 0;
    if (this.asking || !fruitless || this.#later) return;
    this.#later = window.setTimeout(() => {
      this.#later = 0;
      void this.#ask();
    }, AGAIN_MS);
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    // That the profile becomes known changes no answer.
    const switched = changed.has('profile') && Boolean(changed.get('profile'));
    if (switched) this.#asked = '';
    if (switched || (this.hasUpdated && changed.has('all'))) this.#address();
  }

  #address = (): void => {
    const at = address();
    if (at.view !== 'search') return;
    this.text = at.query.get('q') ?? '';
    this.scan = at.query.has('scan');
    const asked = `${this.text}\n${this.scan}\n${this.all}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      void this.#ask();
    }
  };

  async #ask(): Promise<void> {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    this.failure = undefined;
    this.loadingMore = false;
    if (!this.text.trim()) {
      this.answer = undefined;
      this.asking = false;
      return;
    }
    this.asking = true;
    this.#outdated = false;
    try {
      const answer = await ask<Answer>('/api/search', this.#parameters(), running.signal);
      this.answer = answer?.body;
    } catch (error) {
      if (running.signal.aborted) return;
      this.failure = error instanceof Failure ? error : new Failure(0, 'The search failed');
    }
    this.asking = false;
    if (this.#outdated) this.#again();
  }

  #parameters(): Record<string, string | number> {
    return {
      q: this.text,
      limit: PAGE,
      ...(this.scan ? { scan: 1 } : {}),
      ...(this.all ? { all_profiles: 1 } : {}),
    };
  }

  async #more(): Promise<void> {
    const before = this.answer;
    const cursor = before?.next_cursor;
    if (!cursor || this.loadingMore) return;
    const { signal } = this.#running;
    this.loadingMore = true;
    try {
      const next = await ask<Answer>('/api/search', { ...this.#parameters(), cursor }, signal);
      if (next && this.answer === before) {
        this.answer = { ...before, ...next.body, results: [...before.results, ...next.body.results], facets: before.facets ?? next.body.facets };
      }
    } catch (error) {
      if (!signal.aborted) this.failure = error instanceof Failure ? error : new Failure(0, 'The search failed');
    }
    this.loadingMore = false;
  }

  render(): TemplateResult {
    const mistake = this.failure?.status === 400 ? this.#mistake(this.failure) : '';
    return html`
      <div class="top">
        <div class="inner">
          <h2 class="hidden">Search in messages</h2>
          <filter-box
            placeholder="Search in all messages"
            .text=${this.text}
            .mistake=${mistake}
            @filter=${(event: CustomEvent<string>) => goWith({ q: event.detail }, { replace: true })}
            @leave=${() => this.renderRoot.querySelector<HTMLElement>('.hit a')?.focus()}
          ></filter-box>
          <div class="line">
            <span role="status">${this.#told()}</span>
            ${
              this.text.trim()
                ? html`<label>
                    <input type="checkbox" .checked=${this.scan} @change=${() => goWith({ scan: this.scan ? '' : '1' }, { replace: true })} />
                    Look through what no index finds as well
                  </label>`
                : nothing
            }
          </div>
        </div>
      </div>
      <div class="body scroll" tabindex="-1">
        <div class="inner ${this.answer ? 'columns' : ''} ${this.asking && this.answer ? 'stale' : ''}">
          ${this.#body()}
        </div>
      </div>
    `;
  }

  #mistake(failure: Failure): string {
    const { position, length } = failure.details as { position?: number; length?: number };
    const part = position === undefined ? '' : this.text.slice(position, position + (length ?? 0));
    return part ? `${failure.message}: ${part}` : failure.message;
  }

  #told(): string {
    const { answer } = this;
    if (this.asking) return 'Searching…';
    if (!answer || !this.text.trim()) return '';
    const count = answer.results.length;
    const some = `${count.toLocaleString()}${answer.next_cursor ? ' or more' : ''}`;
    const time = answer.took_ms < 1000 ? `${answer.took_ms} ms` : `${(answer.took_ms / 1000).toFixed(1)} s`;
    return count === 0 ? `Nothing found in ${time}` : `${some} ${count === 1 ? 'session' : 'sessions'} in ${time}`;
  }

  #body(): unknown {
    const { answer, failure } = this;
    if (failure && failure.status !== 400) {
      return html`<div class="state" role="alert">
        <h2>${failure.message}</h2>
        <p>${failure.consequence} ${failure.remedy}</p>
        <button @click=${() => void this.#ask()}>Search again</button>
      </div>`;
    }
    if (!this.text.trim()) return this.#examples();
    if (!answer) return this.asking ? Array.from({ length: 4 }, () => html`<div class="bone skeleton"></div>`) : nothing;
    return html`
      <div>
        ${repeat(
          answer.results,
          (hit) => `${hit.profile}/${hit.session_id}`,
          (hit) => this.#hit(hit),
        )}
        ${
          answer.results.length === 0
            ? html`<div class="state">
                <h2>Nothing found</h2>
                <p>All words have to be in one message, or in what is known of the session. Fewer words find more.</p>
              </div>`
            : nothing
        }
        ${
          answer.next_cursor
            ? html`<button class="more" ?disabled=${this.loadingMore} @click=${() => void this.#more()}>
                ${this.loadingMore ? 'Searching…' : answer.results.length === 0 ? 'Look on' : 'More'}
              </button>`
            : nothing
        }
        ${this.#missed(answer.not_searched)}
      </div>
      ${answer.facets ? this.#facets(answer.facets) : html`<aside></aside>`}
    `;
  }

  #examples(): TemplateResult {
    return html`<div class="state">
      <h2>Search in all messages, tool calls and their output</h2>
      <p>All that is typed must hold.</p>
      <div class="examples">
        ${EXAMPLES.map(
          ([text, what]) => html`<button class="quiet" @click=${() => go(`/search?q=${encodeURIComponent(text)}`)}>
            <code>${text}</code><span>${what}</span>
          </button>`,
        )}
      </div>
    </div>`;
  }

  #hit(hit: Hit): TemplateResult {
    const time = activity(hit) * 1000;
    const profile = this.all ? hit.profile : undefined;
    const more = hit.hit_count - hit.hits.length;
    return html`<article class="hit">
      <h3>
        ${this.#link(sessionPath(hit.session_id, undefined, profile), '', hit.title)}
        <time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${ago(time, Date.now())}</time>
      </h3>
      <p class="about">
        <span>${hit.source_label ?? 'Agent'}</span>
        ${this.all ? html`<span>${hit.profile}</span>` : nothing}
        <span>${hit.message_count.toLocaleString()} ${hit.message_count === 1 ? 'message' : 'messages'}</span>
        ${RULES[hit.rule] ? html`<span class="where">${RULES[hit.rule]}</span>` : nothing}
        ${more > 0 ? html`<span>found in ${hit.hit_count.toLocaleString()} messages</span>` : nothing}
      </p>
      ${hit.found_in
        .filter((it) => it.field !== 'title')
        .map((it) => html`<div class="message"><span class="who">${it.field}</span>${this.#snippet(it)}</div>`)}
      ${hit.hits.map((it) =>
        this.#link(
          sessionPath(it.session_id, it.message_id, profile),
          'message',
          html`<span class="who" title=${inFull(it.timestamp * 1000)}>${it.tool_name || SPEAKERS[it.role] || it.role}</span>
            ${this.#snippet(it.snippet)}`,
        ),
      )}
    </article>`;
  }

  #link(path: string, name: string, content: unknown): TemplateResult {
    return html`<a
      class=${name || nothing}
      href=${href(path)}
      @click=${(event: MouseEvent) => {
        if (!plainClick(event)) return;
        event.preventDefault();
        go(path);
      }}
      >${content}</a
    >`;
  }

  /** Marks are places in the text, which is no markup and never becomes any. */
  #snippet({ field, text, marks, cut_before, cut_after }: Snippet): TemplateResult {
    const parts: unknown[] = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
      at = to;
    }
    parts.push(text.slice(at));
    const code = field === 'tool_call' || field === 'tool_name';
    return html`<span class="snippet ${code ? 'code' : ''}">${cut_before ? '…' : ''}${parts}${cut_after ? '…' : ''}</span>`;
  }

  #facets(facets: NonNullable<Answer['facets']>): TemplateResult {
    const { chips } = takeApart(this.text);
    return html`<aside aria-label="Narrow it down">
      ${FACETS.filter(([name]) => facets[name].length > 0).map(
        ([name, title]) => html`<section>
          <h3>${title}</h3>
          ${facets[name].slice(0, 8).map((facet) => {
            const meant = chipsOf(name, facet.value);
            const pressed = meant.every((it) => chips.includes(it));
            const changed = meant.filter((it) => chips.includes(it) === pressed);
            return html`<button
              aria-pressed=${pressed ? 'true' : 'false'}
              @click=${() => goWith({ q: changed.reduce(toggled, this.text) })}
            >
              <span>${facet.label || (name === 'project' ? 'No project' : facet.value)}</span><span>${facet.count.toLocaleString()}</span>
            </button>`;
          })}
        </section>`,
      )}
    </aside>`;
  }

  #missed(missed: Missed[]): unknown {
    if (missed.length === 0) return nothing;
    const scan = !this.scan && missed.some((it) => it.scan_finds);
    return html`<details class="missed notice">
      <summary>Not all was searched</summary>
      <ul>
        ${missed.map((it) => html`<li>${this.all ? `${it.profile}: ` : ''}${it.message}.</li>`)}
      </ul>
      ${scan ? html`<button @click=${() => goWith({ scan: '1' }, { replace: true })}>Look through all messages</button>` : nothing}
    </details>`;
  }
}

/** A month is from its first day up to that of the next. */
function chipsOf(name: string, value: string): string[] {
  if (name !== 'month') return [`${name}:${quoted(value)}`];
  const [year = 0, month = 0] = value.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return [`after:${value}`, `before:${next}`];
}
