import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask, Failure, type Message, type Session } from './api';
import './message-view';
import { boxes, common, controls } from './styles';
import { inFull, shortDay } from './time';

const PAGE = 50;
/** So near to its end a transcript follows what is added. */
const NEAR_END_PX = 120;

/**
 * The transcript of one session: its newest messages, and earlier ones on request.
 *
 * @fires go-back
 * @fires session-loaded with the session as detail
 */
@customElement('session-view')
export class SessionView extends LitElement {
  @property({ attribute: false }) sessionId = '';
  /** Changes when the session does, so that the end of the transcript is read again. */
  @property({ attribute: false }) revision = '';
  @state() private session: Session | undefined;
  @state() private messages: Message[] = [];
  @state() private offset = 0;
  @state() private failure: Failure | undefined;
  @state() private loadingEarlier = false;
  @query('.scroll') private scroller!: HTMLElement;

  #running = new AbortController();
  #asked = 0;

  static styles = [
    common,
    controls,
    boxes,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        background: var(--surface);
      }

      .head {
        display: flex;
        gap: 12px;
        align-items: flex-start;
        padding: 12px 24px;
        border-bottom: 1px solid var(--line);
      }

      .names {
        flex: 1;
        min-width: 0;
      }

      h2 {
        font-size: 17px;
        font-weight: 650;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }

      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin-top: 2px;
        color: var(--muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }

      .about code {
        font: 12px var(--mono);
      }

      .back {
        display: none;
      }

      .scroll {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding: 8px 24px 40px;
        scrollbar-width: thin;
        scrollbar-color: var(--line) transparent;
      }

      .scroll:focus-visible {
        outline-offset: -2px;
      }

      .column {
        max-width: 760px;
        margin: 0 auto;
      }

      .earlier {
        display: block;
        margin: 10px auto;
      }

      .day {
        display: flex;
        gap: 12px;
        align-items: center;
        margin: 14px 0 4px;
        color: var(--muted);
        font-size: 12.5px;
      }

      .day::before,
      .day::after {
        content: '';
        flex: 1;
        border-top: 1px solid var(--line);
      }

      .state {
        max-width: 46ch;
        margin: 18vh auto 0;
        padding: 0 24px;
        color: var(--muted);
        text-align: center;
      }

      .state h2 {
        margin-bottom: 6px;
        color: var(--ink);
      }

      .state button {
        margin-top: 16px;
        color: var(--ink);
      }

      .notice {
        margin: 10px 24px 0;
      }

      @media (max-width: 760px) {
        .head,
        .scroll {
          padding-right: 16px;
          padding-left: 16px;
        }

        .back {
          display: block;
          margin: -2px 0;
          padding: 6px 12px;
        }
      }
    `,
  ];

  /** Lets the keys scroll the transcript. */
  focusText(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running.abort();
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sessionId')) {
      this.#running.abort();
      this.#running = new AbortController();
      this.session = undefined;
      this.messages = [];
      this.failure = undefined;
      void this.#load();
    } else if (changed.has('revision') && changed.get('revision') && this.session) {
      void this.#load();
    }
  }

  /** Reads the end of the transcript; on a second time what is above it stays. */
  async #load(): Promise<void> {
    const generation = ++this.#asked;
    const session = await this.#ask({});
    if (!session || generation !== this.#asked) return;
    const first = !this.session;
    const follow = first || this.#nearEnd();
    const offset = session._messages_offset ?? 0;
    const kept = first || offset < this.offset ? [] : this.messages.slice(0, offset - this.offset);
    this.offset = kept.length > 0 ? this.offset : offset;
    this.messages = [...kept, ...session.messages];
    this.session = session;
    this.failure = undefined;
    this.dispatchEvent(new CustomEvent('session-loaded', { detail: session }));
    await this.updateComplete;
    if (follow) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  async #earlier(): Promise<void> {
    if (this.loadingEarlier) return;
    this.loadingEarlier = true;
    const before = this.offset;
    const session = await this.#ask({ msg_before: before });
    this.loadingEarlier = false;
    if (!session || this.offset !== before) return;
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.messages = [...session.messages, ...this.messages];
    this.offset = session._messages_offset ?? 0;
    await this.updateComplete;
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  async #ask(window: { msg_before?: number }): Promise<Session | undefined> {
    const { signal } = this.#running;
    try {
      const parameters = { session_id: this.sessionId, msg_limit: PAGE, ...window };
      return (await ask<{ session: Session }>('/api/session', parameters, signal))?.body.session;
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) return undefined;
      this.failure = error;
      return undefined;
    }
  }

  #nearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  render(): TemplateResult {
    return this.session ? this.#transcript(this.session) : this.#nothing();
  }

  #nothing(): TemplateResult {
    if (!this.failure) return html`<p class="state" role="status">Loading the transcript…</p>`;
    const unknown = this.failure.status === 404;
    return html`<div class="state" role="alert">
      <h2>${unknown ? 'There is no such session' : this.failure.message}</h2>
      <p>
        ${
          unknown
            ? 'It may have been deleted, or it belongs to another profile.'
            : `${this.failure.consequence} ${this.failure.remedy}`
        }
      </p>
      ${
        unknown
          ? html`<button @click=${this.#back}>Back to the list</button>`
          : html`<button @click=${() => void this.#load()}>Try again</button>`
      }
    </div>`;
  }

  #transcript(session: Session): TemplateResult {
    return html`
      <div class="head">
        <button class="back" @click=${this.#back} aria-label="Back to the list">←</button>
        <div class="names">
          <h2>${session.title}</h2>
          <div class="about">${this.#facts(session).map((fact) => html`<span>${fact}</span>`)}</div>
        </div>
      </div>
      ${
        this.failure
          ? html`<div class="notice" role="status">
              <strong>${this.failure.message}</strong>
              <p>The newest messages may be missing. ${this.failure.remedy}</p>
            </div>`
          : nothing
      }
      <div class="scroll" tabindex="0" role="region" aria-label="Transcript">
        <div class="column">
          ${
            this.offset > 0
              ? html`<button class="earlier" ?disabled=${this.loadingEarlier} @click=${() => void this.#earlier()}>
                  ${this.loadingEarlier ? 'Loading…' : `Earlier messages (${this.offset.toLocaleString()})`}
                </button>`
              : nothing
          }
          ${this.#messages()}
          ${this.messages.length === 0 ? html`<p class="state">This session has no messages.</p>` : nothing}
        </div>
      </div>
    `;
  }

  #facts(session: Session): unknown[] {
    const tokens = (session.input_tokens ?? 0) + (session.output_tokens ?? 0);
    const facts: unknown[] = [
      session.source_label ?? 'Agent',
      session.model,
      `${session.message_count.toLocaleString()} ${session.message_count === 1 ? 'message' : 'messages'}`,
      tokens > 0 ? `${tokens.toLocaleString()} tokens` : '',
      session.estimated_cost ? `$${session.estimated_cost.toFixed(session.estimated_cost < 1 ? 3 : 2)}` : '',
      session.workspace ? html`<code>${session.workspace}</code>` : '',
    ];
    return facts.filter(Boolean);
  }

  /** Outputs stand under their calls; one whose call is on an earlier page stands alone. */
  #messages(): unknown {
    const outputs = new Map(
      this.messages.filter((it) => it.role === 'tool' && it.tool_call_id).map((it) => [it.tool_call_id ?? '', it]),
    );
    const called = new Set(this.messages.flatMap((it) => (it.tool_calls ?? []).map((call) => call.id)));
    let day = '';
    let speaker = '';
    return repeat(
      this.messages.filter((it) => it.role !== 'tool' || !called.has(it.tool_call_id)),
      (it) => it.id,
      (it) => {
        const time = (it.timestamp ?? 0) * 1000;
        const before = day;
        day = time ? shortDay(time) : day;
        const goesOn = it.role === 'assistant' && speaker === 'assistant' && day === before;
        speaker = it.role;
        return html`
          ${day !== before ? html`<div class="day" title=${inFull(time)}>${day}</div>` : nothing}
          <message-view .message=${it} .outputs=${outputs} ?goes-on=${goesOn}></message-view>
        `;
      },
    );
  }

  #back(): void {
    this.dispatchEvent(new CustomEvent('go-back'));
  }
}
