import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { common, controls } from '../styles';
import { icon, type Icon } from './icons';

/** Something that can be done, or an address that is gone to. */
export interface Choice {
  label: string;
  hint?: string;
  icon?: Icon;
  /** Begins a group of its own under this name. */
  group?: string;
  href?: string;
  /** What the browser calls the file that the address gives. */
  download?: string;
  run?: () => void;
}

/**
 * A button with a menu under it, for the pointer and for the keys.
 *
 * @fires menu-open
 */
@customElement('hermes-menu')
export class HermesMenu extends LitElement {
  @property() label = '';
  @property({ attribute: false }) icon: Icon = 'share';
  @property({ attribute: false }) choices: Choice[] = [];
  @state() private open = false;
  @query('#opener') private opener!: HTMLButtonElement;

  static styles = [
    common,
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }

      .menu {
        position: absolute;
        z-index: 30;
        top: calc(100% + 6px);
        right: 0;
        width: max-content;
        min-width: 236px;
        max-width: min(340px, calc(100vw - 24px));
        max-height: min(560px, calc(100dvh - 120px));
        overflow-y: auto;
        padding: 6px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--overlay);
        box-shadow: var(--shadow-m);
      }

      .group {
        padding: 8px 10px 3px;
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 600;
      }

      .choice {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        justify-content: flex-start;
        width: 100%;
        min-height: 34px;
        padding: 6px 10px;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        color: var(--ink);
        font: 500 13.5px/1.4 var(--sans);
        text-align: left;
        text-decoration: none;
        white-space: normal;
        cursor: pointer;
      }

      .choice:hover,
      .choice:focus-visible {
        background: var(--raised);
        outline: none;
      }

      .choice .icon {
        flex: none;
        margin-top: 2px;
        color: var(--muted);
      }

      .choice small {
        display: block;
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 400;
      }
    `,
  ];

  connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#elsewhere, true);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#elsewhere, true);
  }

  #elsewhere = (event: Event): void => {
    if (this.open && !event.composedPath().includes(this)) this.open = false;
  };

  render(): TemplateResult {
    return html`
      <button
        id="opener"
        type="button"
        class="quiet"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-label=${this.label}
        title=${this.label}
        @click=${() => this.#show(!this.open)}
        @keydown=${(event: KeyboardEvent) => event.key === 'ArrowDown' && (event.preventDefault(), this.#show(true))}
      >
        ${icon(this.icon)}<slot></slot>
      </button>
      ${
        this.open
          ? html`<div class="menu" role="menu" aria-label=${this.label} @keydown=${this.#key}>${this.choices.map((it) => this.#choice(it))}</div>`
          : nothing
      }
    `;
  }

  #choice(choice: Choice): TemplateResult {
    const words = html`${choice.icon ? icon(choice.icon) : nothing}<span>${choice.label}${choice.hint ? html`<small>${choice.hint}</small>` : nothing}</span>`;
    return html`${choice.group ? html`<div class="group" role="presentation">${choice.group}</div>` : nothing}${
      choice.href
        ? html`<a class="choice" role="menuitem" tabindex="-1" href=${choice.href} download=${choice.download ?? ''} @click=${() => this.#close()}>${words}</a>`
        : html`<button class="choice" type="button" role="menuitem" tabindex="-1" @click=${() => (this.#close(), choice.run?.())}>${words}</button>`
    }`;
  }

  get #choices(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.choice')];
  }

  #show(open: boolean): void {
    this.open = open;
    if (open) this.dispatchEvent(new CustomEvent('menu-open'));
    if (open) void this.updateComplete.then(() => this.#choices[0]?.focus());
  }

  #close(): void {
    this.open = false;
    this.opener.focus();
  }

  #key = (event: KeyboardEvent): void => {
    const all = this.#choices;
    const at = all.findIndex((it) => it.matches(':focus'));
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[
      event.key
    ];
    event.stopPropagation();
    if (to !== undefined) all[to]?.focus();
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Tab') {
      this.open = false;
      return;
    } else return;
    event.preventDefault();
  };
}
