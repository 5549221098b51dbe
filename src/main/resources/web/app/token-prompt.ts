import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { useToken } from './api';
import { common } from './styles';

/**
 * Asks for the token of a service that wants one. It is kept for this tab only.
 *
 * @fires token-given
 */
@customElement('token-prompt')
export class TokenPrompt extends LitElement {
  @query('input') private input!: HTMLInputElement;
  @query('dialog') private dialog!: HTMLDialogElement;

  static styles = [
    common,
    css`
      dialog {
        width: min(400px, calc(100vw - 32px));
        padding: 24px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--surface);
        color: var(--ink);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }

      h1 {
        font-size: 18px;
      }

      p,
      label {
        display: block;
        margin: 6px 0 12px;
        color: var(--muted);
        font-size: 14px;
      }

      label {
        margin-bottom: 4px;
      }

      input {
        width: 100%;
        margin-bottom: 14px;
        padding: 9px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--paper);
        color: inherit;
        font: 14px var(--mono);
      }

      button {
        width: 100%;
        border-color: transparent;
        background: var(--accent);
        color: var(--on-accent);
      }

      button:hover {
        background: var(--accent);
        filter: brightness(1.08);
      }
    `,
  ];

  protected firstUpdated(): void {
    this.dialog.showModal();
  }

  render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()}>
      <form @submit=${this.#given}>
        <h1 id="title">This service wants a token</h1>
        <p>It is the value of <code>hermes.auth.token</code>. It is kept until this tab is closed.</p>
        <label for="token">Token</label>
        <input id="token" type="password" required autocomplete="current-password" autofocus />
        <button>Continue</button>
      </form>
    </dialog>`;
  }

  #given(event: SubmitEvent): void {
    event.preventDefault();
    useToken(this.input.value.trim());
    this.dispatchEvent(new CustomEvent('token-given'));
  }
}
