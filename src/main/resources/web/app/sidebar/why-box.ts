import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ask, Failure } from '../api';
import { go, goWith, href, sessionPath } from '../router';
import { closeOutside } from '../shell/dialogs';
import { boxes, common, controls } from '../styles';
import { KEPT_OFF } from './kept-off';

interface Where {
  profile: string;
  rule: string;
  message: string;
  facts: Record<string, string>;
  how_to_show: string;
  tip_session_id: string;
}

/**
 * What is not listed and why, by rule, and for one session that somebody misses.
 *
 * @fires filter with the filter that shows what one rule keeps off
 */
@customElement('why-box')
export class WhyBox extends LitElement {
  /** How many sessions each rule has. */
  @property({ attribute: false }) rules: Record<string, number> = {};
  @state() private explained: Where[] | Failure | undefined;
  @query('dialog') private box!: HTMLDialogElement;

  static styles = [
    common,
    controls,
    boxes,
    css`
      .why {
        width: min(520px, calc(100vw - 24px));
        padding: 20px;
      }

      .why h2 {
        margin-bottom: 4px;
        font-size: 17px;
      }

      .why > p {
        margin-bottom: 12px;
        color: var(--muted);
        font-size: 13.5px;
      }

      .why form {
        display: flex;
        gap: 8px;
        margin-top: 10px;
      }

      .why form input {
        flex: 1;
        min-width: 0;
      }

      .why li button {
        display: flex;
        justify-content: space-between;
        width: 100%;
        border: 0;
        background: none;
        font-weight: 450;
        font-variant-numeric: tabular-nums;
      }

      .why li button:hover {
        background: var(--raised);
      }

      .why li span:last-child {
        color: var(--muted);
      }

      .answer {
        margin-top: 12px;
        font-size: 13.5px;
      }

      .answer dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 3px 12px;
        margin-top: 8px;
        overflow-wrap: anywhere;
      }

      .answer dt {
        color: var(--muted);
      }
    `,
  ];

  open(): void {
    this.explained = undefined;
    this.box.showModal();
  }

  render(): TemplateResult {
    const { rules } = this;
    const kept = Object.entries(KEPT_OFF).filter(([rule]) => (rules[rule] ?? 0) > 0);
    return html`<dialog class="why" aria-labelledby="why" @click=${closeOutside}>
      <h2 id="why">What is not listed, and why</h2>
      <p>With the listed ones these make up all that the store has.</p>
      <ul>
        ${kept.map(
          ([rule, [name, filter]]) => html`<li>
            <button ?disabled=${!filter && rule !== 'other_profile'} @click=${() => this.#show(rule, filter)}>
              <span>${name}</span><span>${rules[rule]?.toLocaleString()}</span>
            </button>
          </li>`,
        )}
        ${kept.length === 0 ? html`<li>Nothing is kept off the list.</li>` : nothing}
      </ul>
      <form @submit=${this.#explain}>
        <input name="id" aria-label="Id of a session" placeholder="Id of a session that you miss" autocomplete="off" spellcheck="false" />
        <button class="primary">Explain</button>
      </form>
      <div class="answer" role="status">${this.#explanation()}</div>
      <form method="dialog"><button>Close</button></form>
    </dialog>`;
  }

  #show(rule: string, filter: string): void {
    this.box.close();
    if (rule === 'other_profile') goWith({ all: '1' });
    else this.dispatchEvent(new CustomEvent('filter', { detail: filter }));
  }

  #explain = (event: SubmitEvent): void => {
    event.preventDefault();
    const id = String(new FormData(event.target as HTMLFormElement).get('id') ?? '').trim();
    if (!id) return;
    ask<{ explanations: Where[] }>('/api/sessions/explain', { session_id: id }, AbortSignal.timeout(10_000))
      .then((answer) => (this.explained = answer?.body.explanations))
      .catch((error: unknown) => (this.explained = error instanceof Failure ? error : new Failure(0, 'It is not known')));
  };

  #explanation(): unknown {
    if (!this.explained) return nothing;
    if (this.explained instanceof Failure) {
      return html`<div class="notice">
        <strong>${this.explained.status === 404 ? 'No store that you may see has this session' : this.explained.message}</strong>
        ${this.explained.status === 404 ? html`<p>Is it the whole id? It may be in another home, or gone from the store.</p>` : nothing}
      </div>`;
    }
    return this.explained.map(
      (it) => html`<div class="card">
        <strong>${it.message}</strong>
        <dl>
          <dt>profile</dt>
          <dd>${it.profile}</dd>
          <dt>rule</dt>
          <dd>${it.rule}</dd>
          ${Object.entries(it.facts).map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${value}</dd>`)}
          <dt>to see it</dt>
          <dd>${it.how_to_show}</dd>
        </dl>
        <a class="button" href=${href(sessionPath(it.tip_session_id, undefined, it.profile))} @click=${(event: MouseEvent) => {
          event.preventDefault();
          this.box.close();
          go(sessionPath(it.tip_session_id, undefined, it.profile));
        }}>Open it</a>
      </div>`,
    );
  }
}
