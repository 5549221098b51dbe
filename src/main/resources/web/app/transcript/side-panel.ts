import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Failure } from '../api';
import { compact, count, dollars } from '../figures';
import { href, plainClick, sessionPath } from '../router';
import { common, controls } from '../styles';
import { inFull, timeOfDay } from '../time';
import { icon } from './icons';
import type { Conversation, Lineage, Reader, Segment, Turn } from './wire';

export type Panel = 'turns' | 'about';

const ROW = 46;

/**
 * Beside the transcript: what the user said, turn by turn, to go there; and what the conversation is, where it comes
 * from, and what came of it.
 *
 * @fires go-to with the id of a message
 * @fires show-panel with a panel, or undefined
 * @fires navigate
 * @fires copy-text
 */
@customElement('hermes-panel')
export class SidePanel extends LitElement {
  @property({ attribute: false }) panel: Panel = 'turns';
  @property({ attribute: false }) reader!: Reader;
  @property({ attribute: false }) conversation?: Conversation;
  /** The message that is read now. */
  @property({ attribute: false }) at = 0;
  /** Changes when the conversation does. */
  @property({ attribute: false }) revision = '';
  @property({ attribute: false }) resume = '';
  @state() private turns: Turn[] = [];
  @state() private more = false;
  @state() private lineage?: Lineage;
  @state() private failure = '';
  @state() private first = 0;
  @state() private filter = '';
  @query('.turns') private list?: HTMLElement;

  #asked = 0;
  #followed = -1;

  static styles = [
    common,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--surface);
      }

      .tabs {
        display: flex;
        flex: none;
        gap: 2px;
        align-items: center;
        padding: 8px 10px;
        border-bottom: 1px solid var(--line);
      }

      .tabs [role='tablist'] {
        display: flex;
        flex: 1;
        gap: 2px;
      }

      .tabs [role='tab'] {
        border-color: transparent;
        background: none;
        color: var(--muted);
      }

      .tabs [role='tab'][aria-selected='true'] {
        background: var(--raised);
        color: var(--ink);
      }

      .filter {
        padding: 8px 10px 6px;
      }

      .filter input {
        width: 100%;
      }

      .turns {
        position: relative;
        flex: 1;
        min-height: 0;
        outline-offset: -2px;
      }

      .room {
        position: relative;
      }

      .turn {
        position: absolute;
        right: 0;
        left: 0;
        display: grid;
        grid-template-columns: 54px minmax(0, 1fr);
        gap: 0 8px;
        align-items: center;
        height: 46px;
        min-height: 0;
        padding: 0 12px 0 8px;
        border: 0;
        border-left: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--soft);
        font-weight: 400;
        text-align: left;
        white-space: normal;
      }

      .turn time {
        color: var(--muted);
        font-size: 11.5px;
        font-variant-numeric: tabular-nums;
        text-align: right;
        white-space: nowrap;
      }

      .turn span {
        display: -webkit-box;
        overflow: hidden;
        font-size: 13px;
        line-height: 1.35;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .turn[aria-current] {
        border-left-color: var(--accent);
        background: var(--accent-soft);
        color: var(--ink);
      }

      .state {
        padding: 24px 16px;
        color: var(--muted);
        font-size: var(--text-s);
        text-align: center;
      }

      .about {
        flex: 1;
        min-height: 0;
        padding: 14px 16px 28px;
        font-size: var(--text-s);
      }

      h3 {
        margin: 22px 0 8px;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      h3:first-child {
        margin-top: 0;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 5px 14px;
      }

      dt {
        color: var(--muted);
      }

      dd {
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }

      dd.number {
        text-align: right;
      }

      code {
        font: 12px/1.5 var(--mono);
      }

      .command {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 6px 6px 6px 10px;
        border-radius: var(--radius-s);
        background: var(--code);
      }

      .command code {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .tree,
      .tree ul {
        padding-left: 0;
      }

      .tree ul {
        margin-left: 9px;
        border-left: 1px solid var(--line-strong);
      }

      .tree li li {
        position: relative;
        padding-left: 14px;
      }

      .tree li li::before {
        content: '';
        position: absolute;
        top: 16px;
        left: 0;
        width: 10px;
        border-top: 1px solid var(--line-strong);
      }

      .tree li li:last-child::after {
        content: '';
        position: absolute;
        top: 17px;
        bottom: 0;
        left: -1px;
        width: 1px;
        background: var(--surface);
      }

      .node {
        display: grid;
        grid-template-columns: 18px minmax(0, 1fr);
        gap: 0 4px;
        align-items: start;
        padding: 6px 8px 6px 4px;
        border-radius: var(--radius-s);
        color: inherit;
        text-decoration: none;
      }

      a.node:hover {
        background: var(--raised);
      }

      .node .icon {
        margin-top: 1px;
        color: var(--muted);
      }

      .node b {
        font-weight: 550;
        overflow-wrap: anywhere;
      }

      .node small {
        grid-column: 2;
        color: var(--muted);
        font-size: 11.5px;
      }

      .node.here {
        background: var(--accent-soft);
      }

      .tag {
        display: inline-block;
        margin: 0 4px 4px 0;
        padding: 1px 8px;
        border-radius: 99px;
        background: var(--raised);
        font-size: var(--text-xs);
      }
    `,
  ];

  protected willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reader')) {
      this.turns = [];
      this.lineage = undefined;
      this.failure = '';
      this.#asked++;
    }
    if (this.panel === 'turns' && (changed.has('reader') || changed.has('panel') || changed.has('revision'))) {
      void this.#loadTurns();
    }
    if (this.panel === 'about' && (changed.has('reader') || changed.has('panel') || changed.has('revision'))) void this.#loadLineage();
  }

  async #loadTurns(): Promise<void> {
    const generation = ++this.#asked;
    const reader = this.reader;
    let after = this.turns.at(-1)?.id;
    try {
      for (let goesOn = true; goesOn; ) {
        const page = await reader.turns(after);
        if (generation !== this.#asked || reader.ended) return;
        this.turns = [...this.turns, ...page.turns];
        after = page.scanned_to ?? page.turns.at(-1)?.id ?? after;
        goesOn = page.has_after && after !== undefined;
        this.more = goesOn;
      }
      this.failure = '';
    } catch (error) {
      if (!reader.ended) this.failure = error instanceof Failure ? error.message : 'The turns could not be read';
    }
  }

  async #loadLineage(): Promise<void> {
    const reader = this.reader;
    try {
      const lineage = await reader.lineage();
      if (reader === this.reader) this.lineage = lineage;
    } catch {
      // What the conversation itself says of its parent is shown in any case.
    }
  }

  protected updated(): void {
    const rows = this.#shown();
    const room = this.renderRoot.querySelector<HTMLElement>('.room');
    if (!room || !this.list) return;
    room.style.height = `${rows.length * ROW}px`;
    room.querySelectorAll<HTMLElement>('.turn').forEach((it) => {
      it.style.transform = `translateY(${Number(it.dataset['index']) * ROW}px)`;
    });
    const current = this.#current(rows);
    if (current !== this.#followed && !this.list.matches(':hover, :focus-within')) {
      this.#followed = current;
      const top = current * ROW;
      const { scrollTop, clientHeight } = this.list;
      if (top < scrollTop + ROW || top > scrollTop + clientHeight - 2 * ROW) this.list.scrollTop = top - clientHeight / 3;
    }
  }

  #shown(): Turn[] {
    const wanted = this.filter.trim().toLowerCase();
    return wanted ? this.turns.filter((it) => it.text.toLowerCase().includes(wanted)) : this.turns;
  }

  #current(rows: Turn[]): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.id ?? 0) <= this.at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  render(): TemplateResult {
    return html`
      <div class="tabs">
        <div role="tablist" aria-label="Beside the transcript" @keydown=${this.#tabs}>
          ${this.#tab('turns', 'Turns')}${this.#tab('about', 'About')}
        </div>
        <button type="button" class="icon" aria-label="Close the panel" title="Close the panel" @click=${() => this.#show(undefined)}>${icon('close')}</button>
      </div>
      ${this.panel === 'turns' ? this.#turnList() : this.#about()}
    `;
  }

  #tab(panel: Panel, words: string): TemplateResult {
    const chosen = this.panel === panel;
    return html`<button type="button" role="tab" aria-selected=${chosen} tabindex=${chosen ? 0 : -1} @click=${() => this.#show(panel)}>${words}${panel === 'turns' && this.turns.length > 0 ? html` <small>${count(this.turns.length)}${this.more ? '+' : ''}</small>` : nothing}</button>`;
  }

  #tabs = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    this.#show(this.panel === 'turns' ? 'about' : 'turns');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };

  #show(panel: Panel | undefined): void {
    this.dispatchEvent(new CustomEvent('show-panel', { detail: panel }));
  }

  #turnList(): TemplateResult {
    const rows = this.#shown();
    const current = this.#current(rows);
    const last = Math.min(rows.length, this.first + 60);
    return html`
      <div class="filter"><input type="search" placeholder="Filter turns" aria-label="Filter turns" .value=${this.filter} @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)} /></div>
      ${this.failure ? html`<p class="state" role="alert">${this.failure}</p>` : nothing}
      ${rows.length === 0 && !this.failure ? html`<p class="state">${this.filter ? 'No turn has these words.' : this.more ? 'Loading…' : 'Nothing was asked yet.'}</p>` : nothing}
      <nav class="turns scroll" aria-label="Turns" tabindex="-1" @scroll=${this.#scrolled}>
        <div class="room">
          ${repeat(rows.slice(this.first, last), (turn) => turn.id, (turn, offset) => {
            const index = this.first + offset;
            return html`<button type="button" class="turn" data-index=${index} aria-current=${index === current ? 'true' : nothing} @click=${() => this.#goTo(turn)}>
              <time title=${turn.timestamp ? inFull(turn.timestamp * 1000) : ''}>${turn.timestamp ? timeOfDay(turn.timestamp * 1000) : ''}</time><span>${turn.text || 'A picture'}</span>
            </button>`;
          })}
        </div>
      </nav>
    `;
  }

  #scrolled(): void {
    const first = Math.max(0, Math.floor((this.list?.scrollTop ?? 0) / ROW) - 20);
    if (Math.abs(first - this.first) > 8 || first === 0) this.first = first;
  }

  #goTo(turn: Turn): void {
    this.dispatchEvent(new CustomEvent('go-to', { detail: turn.id }));
  }

  #about(): unknown {
    const it = this.conversation;
    if (!it) return html`<p class="state">Loading…</p>`;
    return html`<div class="about scroll" tabindex="0" role="group" aria-label="About this conversation">
      <h3>Where it comes from</h3>
      ${this.#tree(it)}
      <h3>What it used</h3>
      <dl>
        ${this.#number('Input', it.input_tokens)}${this.#number('From the cache', it.cache_read_tokens)}${this.#number('Into the cache', it.cache_write_tokens)}${this.#number('Output', it.output_tokens)}
        ${it.cache_hit_percent ? html`<dt>Cached</dt><dd class="number">${it.cache_hit_percent} % of the input</dd>` : nothing}
        <dt>Cost</dt><dd class="number">${it.estimated_cost != null ? `${dollars(it.estimated_cost)}, estimated` : 'not known'}</dd>
      </dl>
      <h3>Facts</h3>
      <dl>
        <dt>Model</dt><dd>${it.model || 'not known'}</dd>
        <dt>From</dt><dd>${it.source_label ?? it.session_source ?? 'the agent'}</dd>
        <dt>Profile</dt><dd>${it.profile}</dd>
        ${it.workspace ? html`<dt>Folder</dt><dd><code>${it.workspace}</code></dd>` : nothing}
        <dt>Began</dt><dd>${inFull(it.created_at * 1000)}</dd>
        <dt>Last</dt><dd>${inFull((it.last_message_at || it.updated_at) * 1000)}</dd>
        <dt>Messages</dt><dd>${count(it.message_count)}</dd>
        <dt>Session</dt><dd><code>${it.session_id}</code></dd>
      </dl>
      ${it.tags?.length ? html`<h3>Tags</h3><p>${it.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</p>` : nothing}
      ${it.note ? html`<h3>Note</h3><p>${it.note}</p>` : nothing}
      ${
        this.resume
          ? html`<h3>Resume in a terminal</h3>
              <div class="command"><code>${this.resume}</code><button type="button" class="icon" aria-label="Copy the command" title="Copy the command" @click=${() => this.#copy(this.resume)}>${icon('copy')}</button></div>`
          : nothing
      }
    </div>`;
  }

  #number(name: string, value?: number): unknown {
    return value ? html`<dt>${name}</dt><dd class="number" title=${count(value)}>${compact(value)} tokens</dd>` : nothing;
  }

  #tree(it: Conversation): TemplateResult {
    const children = this.lineage?.children ?? [];
    const segments = this.lineage?.total_segments ?? it._compression_segment_count ?? 1;
    const here = html`<li>
      <div class="node here" aria-current="page">${icon('memory')}<b>${it.title}</b>
        <small>${segments > 1 ? `${segments} parts, each begun with a summary of the one before` : 'this conversation'}</small></div>
      ${children.length > 0 ? html`<ul>${children.map((child) => this.#child(child))}</ul>` : nothing}
    </li>`;
    if (!it.parent_session_id) return html`<ul class="tree">${here}</ul>`;
    return html`<ul class="tree"><li>
      ${this.#node(it.parent_session_id, it.parent_title || 'The conversation before', 'this came of it', 'branch')}
      <ul>${here}</ul>
    </li></ul>`;
  }

  #child(child: Segment): TemplateResult {
    const words = [child.source ?? '', child.active ? 'goes on' : (child.end_reason ?? '').replaceAll('_', ' ')].filter(Boolean);
    return html`<li>${this.#node(child.session_id, child.title || 'Without a title', words.join(' · '), child.source === 'subagent' ? 'agent' : 'branch')}</li>`;
  }

  #node(id: string, title: string, words: string, sign: 'agent' | 'branch'): TemplateResult {
    const path = sessionPath(id, undefined, this.reader.profile);
    return html`<a class="node" href=${href(path)} @click=${(event: MouseEvent) => this.#visit(event, path)}>${icon(sign)}<b>${title}</b><small>${words}</small></a>`;
  }

  #visit(event: MouseEvent, path: string): void {
    if (!plainClick(event)) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  }

  #copy(text: string): void {
    this.dispatchEvent(new CustomEvent('copy-text', { detail: { text, what: 'The command' }, bubbles: true }));
  }
}
