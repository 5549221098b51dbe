import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Failure } from '../api';
import { common, controls } from '../styles';
import { icon } from './icons';
import type { Hit, Reader } from './wire';

const PAUSE_MS = 180;
const SPEAKERS: Record<string, string> = { user: 'You', assistant: 'Hermes', tool: 'Tool', system: 'System', note: 'Note', summary: 'Summary', steer: 'You' };
const FIELDS: Record<string, string> = { tool_calls: 'in a call', reasoning: 'in reasoning' };

/**
 * Looks for a text in all of the conversation, what is not at hand included; answers come from the service.
 *
 * @fires find-at with the hit, and the text that was looked for
 * @fires find-end
 */
@customElement('hermes-find')
export class FindBar extends LitElement {
  @property({ attribute: false }) reader!: Reader;
  @state() private text = '';
  @state() private hits: Hit[] = [];
  @state() private at = -1;
  @state() private searching = false;
  @state() private next?: number;
  @state() private failure = '';
  @state() private listed = false;
  @query('input') private field!: HTMLInputElement;

  #running = new AbortController();
  #timer = 0;

  static styles = [
    common,
    controls,
    css`
      :host {
        position: relative;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }

      form {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 7px 16px;
      }

      input {
        flex: 1;
        min-width: 60px;
      }

      .count {
        min-width: 6.5em;
        color: var(--muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        text-align: center;
      }

      .hits {
        position: absolute;
        z-index: 20;
        top: 100%;
        right: 12px;
        left: 12px;
        max-height: min(420px, 50dvh);
        overflow-y: auto;
        padding: 6px;
        border: 1px solid var(--line);
        border-top: 0;
        border-radius: 0 0 var(--radius) var(--radius);
        background: var(--overlay);
        box-shadow: var(--shadow-m);
      }

      .hits button {
        display: block;
        width: 100%;
        min-height: 0;
        padding: 7px 10px;
        overflow: hidden;
        border: 0;
        background: none;
        font-weight: 400;
        text-align: left;
        text-overflow: ellipsis;
      }

      .hits button:hover,
      .hits button[aria-current] {
        background: var(--raised);
      }

      .hits small {
        margin-right: 8px;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      mark {
        border-radius: 2px;
        background: var(--mark);
        color: inherit;
      }

      @media (max-width: 560px) {
        .count {
          min-width: 4em;
        }
      }
    `,
  ];

  firstUpdated(): void {
    this.field.focus();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running.abort();
    clearTimeout(this.#timer);
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reader') && changed.get('reader') && this.text) this.#look();
  }

  /** Takes the focus again. */
  again(): void {
    this.field.focus();
    this.field.select();
  }

  render(): TemplateResult {
    return html`
      <form role="search" @submit=${(event: Event) => event.preventDefault()} @keydown=${this.#key}>
        ${icon('search')}
        <input type="search" aria-label="Find in this session" placeholder="Find in this session" maxlength="200" autocomplete="off" spellcheck="false" .value=${this.text} @input=${this.#typed} />
        <span class="count" role="status">${this.#count()}</span>
        <button type="button" class="icon" aria-label="Previous" title="Previous (Shift+Enter)" ?disabled=${this.hits.length === 0} @click=${() => void this.#step(-1)}>${icon('up')}</button>
        <button type="button" class="icon" aria-label="Next" title="Next (Enter)" ?disabled=${this.hits.length === 0} @click=${() => void this.#step(1)}>${icon('down')}</button>
        <button type="button" class="icon" aria-label="All places" title="All places" aria-pressed=${this.listed} ?disabled=${this.hits.length === 0} @click=${() => (this.listed = !this.listed)}>${icon('list')}</button>
        <button type="button" class="icon" aria-label="End the search" title="End the search (Esc)" @click=${this.#end}>${icon('close')}</button>
      </form>
      ${
        this.listed && this.hits.length > 0
          ? html`<div class="hits">${this.hits.map(
              (hit, index) => html`<button type="button" aria-current=${index === this.at ? 'true' : nothing} @click=${() => this.#goTo(index)}>
                <small>${SPEAKERS[hit.kind] ?? hit.kind} ${FIELDS[hit.field] ?? ''}${hit.count > 1 ? ` · ${hit.count}` : ''}</small>${hit.before}<mark>${hit.match}</mark>${hit.after}
              </button>`,
            )}</div>`
          : nothing
      }
    `;
  }

  #count(): string {
    if (this.failure) return this.failure;
    if (!this.text.trim()) return '';
    if (this.hits.length === 0) return this.searching ? 'Looking…' : 'Not found';
    return `${Math.max(1, this.at + 1).toLocaleString()} of ${this.hits.length.toLocaleString()}${this.next !== undefined ? '+' : ''}`;
  }

  #typed(): void {
    this.text = this.field.value;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look(): void {
    this.#running.abort();
    this.#running = new AbortController();
    this.hits = [];
    this.at = -1;
    this.next = undefined;
    this.failure = '';
    const text = this.text.trim();
    if (!text) {
      this.searching = false;
      this.#tell(undefined);
      return;
    }
    void this.#search(text, this.#running.signal).then(() => this.hits.length > 0 && this.at < 0 && this.#goTo(0));
  }

  async #search(text: string, signal: AbortSignal, after?: number): Promise<void> {
    this.searching = true;
    try {
      let from = after;
      do {
        const found = await this.reader.find(text, signal, from);
        this.hits = [...this.hits, ...found.hits];
        from = found.complete ? undefined : found.next;
        this.next = from;
        // What was looked through without a hit is gone through to the first one.
      } while (this.hits.length === 0 && from !== undefined && !signal.aborted);
    } catch (error) {
      if (!signal.aborted) this.failure = error instanceof Failure ? error.message : 'It failed';
    } finally {
      if (!signal.aborted) this.searching = false;
    }
  }

  async #step(by: number): Promise<void> {
    // What is asked for comes once, however often it is asked for.
    if (this.searching) return;
    if (by > 0 && this.at === this.hits.length - 1 && this.next !== undefined) {
      await this.#search(this.text.trim(), this.#running.signal, this.next);
    }
    if (this.hits.length > 0) this.#goTo((this.at + by + this.hits.length) % this.hits.length);
  }

  #goTo(index: number): void {
    this.at = index;
    this.listed = false;
    this.#tell(this.hits[index]);
  }

  #tell(hit: Hit | undefined): void {
    this.dispatchEvent(new CustomEvent('find-at', { detail: { hit, text: this.text.trim() } }));
  }

  #end = (): void => {
    this.dispatchEvent(new CustomEvent('find-end'));
  };

  #key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') {
      event.preventDefault();
      void this.#step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.listed) this.listed = false;
      else this.#end();
    } else if ((event.key === 'f' || event.key === 'F') && (event.ctrlKey || event.metaKey)) {
      // Once more, and it is the browser's own.
      return;
    }
  };
}
