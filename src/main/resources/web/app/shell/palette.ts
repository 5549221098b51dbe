import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { activity, ask, type SessionList, type SessionRow } from '../api';
import { boxes, common } from '../styles';
import { ago } from '../time';
import { type Icon, icon } from './icons';

export interface Command {
  name: string;
  icon: Icon;
  /** Further words that it is found by. */
  words?: string;
  hint?: string;
  run: () => void;
}

interface Choice extends Command {
  group: string;
  detail?: string;
}

const PAUSE_MS = 90;
const SESSIONS = 8;

/**
 * Everything by its name: commands at once, and sessions of the list whose titles, tags and projects have the words.
 *
 * @fires open-session with the row
 * @fires search with the text
 */
@customElement('hermes-palette')
export class Palette extends LitElement {
  @property({ attribute: false }) commands: Command[] = [];
  @property({ attribute: false }) all = false;
  @state() private text = '';
  @state() private sessions: SessionRow[] = [];
  @state() private at = 0;
  @state() private asking = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;
  #timer = 0;
  #running = new AbortController();

  static styles = [
    common,
    boxes,
    css`
      dialog {
        overflow: hidden;
        width: min(620px, calc(100vw - 24px));
        max-height: min(520px, 76vh);
        margin-top: 12vh;
      }

      dialog[open] {
        display: flex;
        flex-direction: column;
      }

      .field {
        display: flex;
        gap: 10px;
        align-items: center;
        padding: 0 16px;
        border-bottom: 1px solid var(--line);
      }

      .field svg {
        flex: none;
        color: var(--muted);
      }

      input {
        flex: 1;
        min-width: 0;
        padding: 15px 0;
        border: 0;
        background: none;
        outline: none;
        color: var(--ink);
        font: 400 16px/1.4 var(--sans);
      }

      input:focus-visible {
        outline: none;
      }

      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }

      .list {
        overflow-y: auto;
        padding: 6px;
        overscroll-behavior: contain;
      }

      .group {
        padding: 8px 10px 4px;
        color: var(--muted);
        font-size: 12px;
        font-weight: 600;
      }

      .choice {
        display: flex;
        gap: 11px;
        align-items: center;
        min-height: 36px;
        padding: 5px 10px;
        border-radius: var(--radius-s);
        font-size: 14px;
        cursor: pointer;
      }

      .choice[aria-selected='true'] {
        background: var(--accent-soft);
      }

      .choice svg {
        flex: none;
        color: var(--muted);
      }

      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .detail {
        flex: none;
        color: var(--muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }

      .none {
        padding: 18px;
        color: var(--muted);
        font-size: 14px;
        text-align: center;
      }
    `,
  ];

  open(): void {
    if (this.dialog.open) {
      this.dialog.close();
      return;
    }
    this.text = '';
    this.sessions = [];
    this.at = 0;
    this.input.value = '';
    this.dialog.showModal();
    this.input.focus();
    this.#ask();
  }

  render(): TemplateResult {
    const choices = this.#choices();
    const at = Math.min(this.at, choices.length - 1);
    let group = '';
    return html`<dialog
      aria-label="Everything by its name"
      @click=${(event: MouseEvent) => event.target === this.dialog && this.dialog.close()}
      @close=${() => this.#running.abort()}
    >
      <div class="field">
        ${icon('search')}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="choices"
          aria-activedescendant=${at >= 0 ? `choice-${at}` : nothing}
          aria-autocomplete="list"
          aria-label="A command, or words of a title"
          placeholder="A command, or words of a title"
          autocomplete="off"
          spellcheck="false"
          @input=${this.#typed}
          @keydown=${this.#key}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <div class="list" id="choices" role="listbox" aria-label="Choices">
        ${choices.map((choice, i) => {
          const head = choice.group !== group ? html`<div class="group" role="presentation">${choice.group}</div>` : nothing;
          group = choice.group;
          return html`${head}
            <div
              class="choice"
              role="option"
              id="choice-${i}"
              aria-selected=${i === at ? 'true' : 'false'}
              @click=${() => this.#run(choice)}
              @pointermove=${() => (this.at = i)}
            >
              ${icon(choice.icon, 17)}<span class="name">${choice.name}</span>
              ${choice.detail ? html`<span class="detail">${choice.detail}</span>` : nothing}
              ${choice.hint ? html`<kbd>${choice.hint}</kbd>` : nothing}
            </div>`;
        })}
        ${choices.length === 0 ? html`<p class="none" role="presentation">${this.asking ? 'Looking…' : 'Nothing of that name'}</p>` : nothing}
      </div>
    </dialog>`;
  }

  #choices(): Choice[] {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const commands = this.commands
      .filter((it) => words.every((word) => `${it.name} ${it.words ?? ''}`.toLowerCase().includes(word)))
      .map((it) => ({ ...it, group: 'Commands' }));
    // Until the answer for these words is there, those of the answer before that have them.
    const meant = this.asking ? this.sessions.filter((row) => words.every((word) => row.title.toLowerCase().includes(word))) : this.sessions;
    const sessions = meant.map((row) => ({
      group: 'Sessions',
      name: row.title,
      icon: 'sessions' as const,
      detail: `${row.source_label ?? 'Agent'} · ${ago(activity(row) * 1000, Date.now())}`,
      run: () => this.#fire('open-session', row),
    }));
    const search: Choice[] = this.text.trim()
      ? [
          {
            group: 'Messages',
            name: `Search all messages for “${this.text.trim()}”`,
            icon: 'search',
            hint: '⇧⏎',
            run: () => this.#fire('search', this.text.trim()),
          },
        ]
      : [];
    return words.length > 0 ? [...sessions, ...commands, ...search] : [...commands, ...sessions];
  }

  #typed = (): void => {
    this.text = this.input.value;
    this.at = 0;
    this.#running.abort();
    this.asking = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), PAUSE_MS);
  };

  #ask(): void {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    this.asking = true;
    const parameters = { limit: SESSIONS, ...(this.text.trim() ? { q: this.text.trim() } : {}), ...(this.all ? { all_profiles: 1 } : {}) };
    ask<SessionList>('/api/sessions', parameters, running.signal)
      .then((answer) => {
        if (!running.signal.aborted) this.sessions = answer?.body.sessions ?? [];
      })
      // A text that makes no sense yet finds no sessions.
      .catch(() => {
        if (!running.signal.aborted) this.sessions = [];
      })
      .finally(() => {
        if (!running.signal.aborted) this.asking = false;
      });
  }

  #key = (event: KeyboardEvent): void => {
    const choices = this.#choices();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && choices.length > 0) {
      this.at = (this.at + step + choices.length) % choices.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter' && event.shiftKey && this.text.trim()) {
      this.dialog.close();
      this.#fire('search', this.text.trim());
    } else if (event.key === 'Enter') {
      const choice = choices[this.at];
      if (choice) this.#run(choice);
    } else {
      return;
    }
    event.preventDefault();
  };

  #run(choice: Choice): void {
    this.dialog.close();
    choice.run();
  }

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
