import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { common, controls } from '../styles';
import { type Icon, icon } from './icons';

export interface MenuItem {
  label: string;
  icon?: Icon;
  hint?: string;
  checked?: boolean;
  danger?: boolean;
  /** What is told beside it, such as a number. */
  detail?: string;
  run: () => void;
}

/** Items of a menu; null is a line between two groups, a text the name of the group that follows. */
export type MenuEntry = MenuItem | string | null;

const EDGE = 8;

/** A menu at a place of the window. It gives the focus back to where it came from. */
@customElement('pop-menu')
export class Menu extends LitElement {
  @state() private entries: MenuEntry[] = [];
  @state() private name = '';
  @state() private place = { x: 0, y: 0 };
  #before: HTMLElement | undefined;
  #typed = '';
  #typedAt = 0;

  static styles = [
    common,
    controls,
    css`
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 5px;
        overflow-y: auto;
        width: max-content;
        min-width: 190px;
        max-width: min(340px, calc(100vw - 16px));
        max-height: calc(100vh - 16px);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--overlay);
        color: var(--ink);
        box-shadow: var(--shadow-m);
      }

      button {
        display: flex;
        gap: 10px;
        justify-content: flex-start;
        width: 100%;
        min-height: 30px;
        padding: 4px 10px;
        border: 0;
        background: none;
        color: var(--ink);
        font-weight: 450;
        font-size: 13.5px;
        text-align: left;
      }

      button:focus {
        outline: none;
        background: var(--raised);
      }

      button:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }

      button.danger {
        color: var(--bad);
      }

      .label {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .detail {
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }

      svg {
        flex: none;
        color: var(--muted);
      }

      hr {
        margin: 5px 0;
        border: 0;
        border-top: 1px solid var(--line);
      }

      p {
        padding: 6px 10px 3px;
        color: var(--muted);
        font-size: 12px;
        font-weight: 600;
      }
    `,
  ];

  /** Opens it, with the first item at hand. */
  open(name: string, entries: MenuEntry[], x: number, y: number): void {
    this.#before = deepFocus();
    this.name = name;
    this.entries = entries;
    this.place = { x, y };
    void this.updateComplete.then(() => {
      const menu = this.#menu();
      menu.showPopover();
      const { width, height } = menu.getBoundingClientRect();
      this.place = {
        x: Math.max(EDGE, Math.min(x, innerWidth - width - EDGE)),
        y: Math.max(EDGE, Math.min(y, innerHeight - height - EDGE)),
      };
      (menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? menu.querySelector('button'))?.focus();
    });
  }

  #menu(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.menu')!;
  }

  render(): TemplateResult {
    return html`<div
      class="menu"
      popover="auto"
      role="menu"
      aria-label=${this.name}
      .style=${`left: ${this.place.x}px; top: ${this.place.y}px`}
      @keydown=${this.#key}
      @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.#closed()}
    >
      ${this.entries.map((entry) =>
        entry === null ? html`<hr role="separator" />` : typeof entry === 'string' ? html`<p role="presentation">${entry}</p>` : this.#item(entry),
      )}
    </div>`;
  }

  #item(item: MenuItem): TemplateResult {
    return html`<button
      role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
      tabindex="-1"
      class=${item.danger ? 'danger' : ''}
      @click=${() => this.#run(item)}
      @pointermove=${(event: PointerEvent) => (event.currentTarget as HTMLElement).focus({ preventScroll: true })}
    >
      ${item.icon ? icon(item.icon, 16) : item.checked === undefined ? nothing : item.checked ? icon('check', 16) : html`<svg width="16" height="16"></svg>`}
      <span class="label">${item.label}</span>
      ${item.detail ? html`<span class="detail">${item.detail}</span>` : nothing}
      ${item.hint ? html`<kbd aria-hidden="true">${item.hint}</kbd>` : nothing}
    </button>`;
  }

  #run(item: MenuItem): void {
    this.#menu().hidePopover();
    item.run();
  }

  #closed(): void {
    this.#before?.focus({ preventScroll: true });
    this.#before = undefined;
  }

  #key = (event: KeyboardEvent): void => {
    const items = [...this.#menu().querySelectorAll<HTMLElement>('button')];
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const last = items.length - 1;
    if (event.key === 'ArrowDown') items[at >= last ? 0 : at + 1]?.focus();
    else if (event.key === 'ArrowUp') items[at <= 0 ? last : at - 1]?.focus();
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items[last]?.focus();
    else if (event.key === 'Tab' || event.key === 'Escape') this.#menu().hidePopover();
    else if (event.key.length === 1 && event.key !== ' ' && !event.metaKey && !event.ctrlKey) this.#typeAhead(event.key, items);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #typeAhead(letter: string, items: HTMLElement[]): void {
    const now = Date.now();
    this.#typed = (now - this.#typedAt < 700 ? this.#typed : '') + letter.toLowerCase();
    this.#typedAt = now;
    items.find((it) => it.textContent?.trim().toLowerCase().startsWith(this.#typed))?.focus();
  }
}

/** What has the focus, through all shadow trees. */
export function deepFocus(): HTMLElement | undefined {
  let focus = document.activeElement;
  while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
  return focus instanceof HTMLElement && focus !== document.body ? focus : undefined;
}
