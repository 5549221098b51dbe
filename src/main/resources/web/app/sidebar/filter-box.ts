import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../shell/icons';
import { common, controls } from '../styles';
import { putTogether, takeApart } from './query-text';

const PAUSE_MS = 160;

/**
 * The filter of the list: words and chips, which are the same text as a search. A chip is a filter such as
 * `source:telegram`; it comes apart into text again with the backspace key.
 *
 * @fires filter with the whole text, a moment after the last letter
 * @fires search with the whole text: in all messages
 * @fires leave where the arrow leads into the list
 */
@customElement('filter-box')
export class FilterBox extends LitElement {
  @property() text = '';
  /** What of it makes no sense, if anything. */
  @property({ attribute: false }) mistake = '';
  @property() placeholder = 'Filter sessions';
  @state() private chips: string[] = [];
  @state() private words = '';
  @query('input') private input!: HTMLInputElement;
  #timer = 0;
  #told = '';

  static styles = [
    common,
    controls,
    css`
      .box {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
        min-height: 34px;
        padding: 3px 4px 3px 9px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-s);
        background: var(--surface);
        cursor: text;
      }

      .box:focus-within {
        border-color: var(--focus);
        box-shadow: 0 0 0 1px var(--focus);
      }

      .box.bad {
        border-color: var(--bad);
      }

      .box > svg {
        flex: none;
        color: var(--muted);
      }

      input:not([type='checkbox'], [type='radio']) {
        flex: 1;
        min-width: 90px;
        min-height: 26px;
        padding: 0 4px;
        border: 0;
        background: none;
        outline: none;
      }

      input:focus-visible {
        outline: none !important;
      }

      input::-webkit-search-cancel-button {
        display: none;
      }

      .chip {
        gap: 3px;
        min-height: 24px;
        max-width: 100%;
        padding: 0 3px 0 8px;
        overflow: hidden;
        border: 1px solid var(--accent-line);
        border-radius: 99px;
        background: var(--accent-soft);
        color: var(--accent);
        font: 500 12px/1.5 var(--mono);
      }

      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .chip:hover {
        background: var(--accent-soft);
        border-color: var(--accent);
      }

      .mistake {
        margin: 5px 2px 0;
        color: var(--bad);
        font-size: 12.5px;
      }

      kbd {
        margin-right: 4px;
      }

      @media (pointer: coarse) {
        kbd {
          display: none;
        }
      }
    `,
  ];

  /** Puts the cursor into it, and what was typed before it was there. */
  focusInput(typed = ''): void {
    this.input.focus();
    this.input.select();
    if (!typed) return;
    this.input.value = typed;
    this.#typed();
  }

  protected willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('text') && this.text !== this.#told) {
      const apart = takeApart(this.text);
      this.chips = apart.chips;
      this.words = apart.words;
      this.#told = this.text;
    }
  }

  render(): TemplateResult {
    const filled = this.chips.length > 0 || this.words !== '';
    return html`
      <div class="box ${this.mistake ? 'bad' : ''}" role="search" @click=${() => this.input.focus()}>
        ${icon('search', 16)}
        ${this.chips.map(
          (chip, i) =>
            html`<button class="chip" title="Remove ${chip}" aria-label="Remove filter ${chip}" @click=${() => this.#remove(i)}>
              <span>${chip}</span>${icon('close', 13)}
            </button>`,
        )}
        <input
          type="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          placeholder=${this.chips.length > 0 ? '' : this.placeholder}
          aria-label=${this.placeholder}
          aria-keyshortcuts="/"
          aria-invalid=${this.mistake ? 'true' : 'false'}
          aria-describedby=${this.mistake ? 'mistake' : nothing}
          .value=${this.words}
          @input=${this.#typed}
          @keydown=${this.#key}
        />
        ${
          filled
            ? html`<button class="icon quiet" aria-label="Clear the filter" @click=${this.clear}>${icon('close', 15)}</button>`
            : html`<kbd aria-hidden="true">/</kbd>`
        }
      </div>
      ${this.mistake ? html`<p class="mistake" id="mistake" role="alert">${this.mistake}</p>` : nothing}
    `;
  }

  clear = (): void => {
    this.chips = [];
    this.words = '';
    this.#tell();
    this.input.focus();
  };

  #typed = (): void => {
    const apart = takeApart(this.input.value, false);
    if (apart.chips.length > 0) {
      this.chips = [...this.chips, ...apart.chips];
      this.words = apart.words ? `${apart.words} ` : '';
      this.input.value = this.words;
    } else {
      this.words = this.input.value;
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tell(), PAUSE_MS);
  };

  #key = (event: KeyboardEvent): void => {
    const empty = this.input.selectionStart === 0 && this.input.selectionEnd === 0;
    if (event.key === 'Backspace' && empty && this.chips.length > 0) {
      this.words = [this.chips.at(-1) ?? '', this.words].filter(Boolean).join(' ');
      this.chips = this.chips.slice(0, -1);
    } else if (event.key === 'Enter') {
      this.#tell();
      if (event.metaKey || event.ctrlKey || event.shiftKey) this.#fire('search', this.#told);
      else this.#fire('leave', 'enter');
    } else if (event.key === 'ArrowDown') {
      this.#tell();
      this.#fire('leave', 'down');
    } else if (event.key === 'Escape') {
      if (this.words || this.chips.length > 0) this.clear();
      else this.#fire('leave', 'escape');
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #remove(at: number): void {
    this.chips = this.chips.filter((_, i) => i !== at);
    this.#tell();
    this.input.focus();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const apart = takeApart(this.words);
    const text = putTogether({ chips: [...this.chips, ...apart.chips], words: apart.words });
    if (text === this.#told) return;
    this.#told = text;
    this.#fire('filter', text);
  }

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
