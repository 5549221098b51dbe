import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Failure } from '../api';
import { controls, common } from '../styles';
import { icon } from './icons';
import { deepFocus } from './menu';

/** What is told for a moment. */
export interface Notice {
  text: string;
  undo?: () => Promise<void>;
  bad?: boolean;
}

const SHOWN_MS = 8_000;
const MOST = 3;

interface Shown extends Notice {
  id: number;
}

/** Notices at the lower edge; they wait while somebody is at them. */
@customElement('hermes-toasts')
export class Toasts extends LitElement {
  @state() private notices: Shown[] = [];
  #next = 0;
  /** What had the focus last, outside of here. */
  #before: HTMLElement | undefined;
  #timers = new Map<number, number>();

  static styles = [
    common,
    controls,
    css`
      :host {
        position: fixed;
        z-index: 40;
        bottom: 18px;
        left: 50%;
        display: grid;
        gap: 8px;
        width: max-content;
        max-width: min(560px, calc(100vw - 24px));
        translate: -50% 0;
      }

      .toast {
        display: flex;
        gap: 10px;
        align-items: center;
        padding: 8px 8px 8px 14px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--overlay);
        box-shadow: var(--shadow-m);
        font-size: var(--text-m);
        animation: rise 160ms ease-out;
      }

      .toast.bad {
        border-color: var(--bad-line);
        background: var(--bad-soft);
      }

      p {
        flex: 1;
        overflow-wrap: anywhere;
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }

      @media (max-width: 760px) {
        :host {
          bottom: 72px;
        }
      }
    `,
  ];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.#note, { capture: true });
    window.addEventListener('keydown', this.#note, { capture: true });
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#note, { capture: true });
    window.removeEventListener('keydown', this.#note, { capture: true });
  }

  /** Before the focus moves: how it moves inside of other elements is not heard here. */
  #note = (): void => {
    if (!this.matches(':focus-within')) this.#before = deepFocus();
  };

  show(notice: Notice): void {
    const shown = { ...notice, id: ++this.#next };
    this.notices = [...this.notices, shown].slice(-MOST);
    this.#wait(shown.id);
  }

  /** Takes back what was done last, if it still can be. */
  undoLast(): boolean {
    const last = this.notices.findLast((it) => it.undo);
    if (last) void this.#undo(last);
    return Boolean(last);
  }

  render(): TemplateResult {
    return html`<div role="status" aria-live="polite">
      ${repeat(
        this.notices,
        (it) => it.id,
        (it) => html`<div
          class="toast ${it.bad ? 'bad' : ''}"
          @pointerenter=${() => this.#hold(it.id)}
          @focusin=${() => this.#hold(it.id)}
          @pointerleave=${(event: Event) => !(event.currentTarget as Element).matches(':focus-within') && this.#wait(it.id)}
          @focusout=${(event: Event) => !(event.currentTarget as Element).matches(':hover') && this.#wait(it.id)}
        >
          <p>${it.text}</p>
          ${it.undo ? html`<button @click=${() => void this.#undo(it)}>${icon('undo', 15)} Undo</button>` : nothing}
          <button class="icon" aria-label="Dismiss" @click=${() => this.#drop(it.id)}>${icon('close', 15)}</button>
        </div>`,
      )}
    </div>`;
  }

  async #undo(notice: Shown): Promise<void> {
    this.#drop(notice.id);
    try {
      await notice.undo?.();
      this.dispatchEvent(new CustomEvent('undone', { bubbles: true, composed: true }));
      this.show({ text: 'Undone' });
    } catch (error) {
      this.show({ text: error instanceof Failure ? error.message : 'It could not be undone', bad: true });
    }
  }

  #hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  #wait(id: number): void {
    this.#hold(id);
    this.#timers.set(
      id,
      window.setTimeout(() => this.#drop(id), SHOWN_MS),
    );
  }

  #drop(id: number): void {
    this.#hold(id);
    this.#timers.delete(id);
    const focused = this.matches(':focus-within');
    this.notices = this.notices.filter((it) => it.id !== id);
    // A toast that goes gives the focus back to where it was before.
    if (focused) {
      void this.updateComplete.then(() => {
        if (!this.matches(':focus-within')) this.#before?.focus({ preventScroll: true });
      });
    }
  }
}
