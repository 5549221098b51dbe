import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { closeOutside } from '../shell/dialogs';
import { boxes, common, controls } from '../styles';

export interface Question {
  title: string;
  label: string;
  /** Texts that are offered. */
  known?: string[];
  value?: string;
  done: (text: string) => void;
}

/** Asks for one text. */
@customElement('ask-box')
export class AskBox extends LitElement {
  @state() private asked: Question | undefined;
  @query('dialog') private box!: HTMLDialogElement;

  static styles = [
    common,
    controls,
    boxes,
    css`
      .ask form {
        display: grid;
        gap: 12px;
        width: min(400px, calc(100vw - 24px));
        padding: 20px;
      }

      .ask h2 {
        font-size: 16px;
      }

      .ask .buttons {
        display: flex;
        gap: 8px;
        justify-content: flex-end;
      }
    `,
  ];

  ask(question: Question): void {
    this.asked = question;
    void this.updateComplete.then(() => {
      this.box.showModal();
      const input = this.box.querySelector('input');
      if (input) {
        input.value = question.value ?? '';
        input.select();
      }
    });
  }

  render(): TemplateResult {
    return html`<dialog class="ask" aria-labelledby="ask" @click=${closeOutside}>
      ${
        this.asked
          ? html`<form
              method="dialog"
              @submit=${(event: SubmitEvent) => {
                const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
                if (text && (event.submitter as HTMLButtonElement | null)?.value !== 'no') this.asked?.done(text);
              }}
            >
              <h2 id="ask">${this.asked.title}</h2>
              <input name="text" aria-label=${this.asked.label} placeholder=${this.asked.label} list="known" autocomplete="off" maxlength="200" />
              <datalist id="known">${(this.asked.known ?? []).map((it) => html`<option value=${it}></option>`)}</datalist>
              <div class="buttons">
                <button value="no" type="button" @click=${() => this.box.close()}>Cancel</button>
                <button class="primary" value="yes">OK</button>
              </div>
            </form>`
          : nothing
      }
    </dialog>`;
  }
}
