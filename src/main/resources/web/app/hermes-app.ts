import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { activity, type Session, type SessionRow } from './api';
import { SessionFeed } from './feed';
import './session-list';
import type { SessionListElement } from './session-list';
import './session-view';
import type { SessionView } from './session-view';
import { common } from './styles';

const TICK_MS = 15_000;
const SESSION_PATH = /^\/session\/([^/]+)$/;

/** The page: the list beside the open session; on a narrow screen one of the two. */
@customElement('hermes-app')
export class HermesApp extends LitElement {
  @state() private open = openInAddress();
  @query('session-list') private list!: SessionListElement;
  @query('session-view') private view!: SessionView | null;

  #feed = new SessionFeed(this);
  #clock = 0;

  static styles = [
    common,
    css`
      main {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(300px, 372px) minmax(0, 1fr);
        height: 100dvh;
      }

      .sample {
        grid-column: 1 / -1;
        padding: 7px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--accent-soft);
        font-size: 13px;
        text-align: center;
        text-wrap: balance;
      }

      .sample b {
        color: var(--accent);
      }

      .sample code {
        font: 12.5px var(--mono);
      }

      nav {
        display: flex;
        grid-row: 2;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        border-right: 1px solid var(--line);
      }

      .brand {
        display: flex;
        gap: 10px;
        align-items: center;
        padding: 14px 18px 12px;
        color: inherit;
        font-size: 17px;
        font-weight: 700;
        letter-spacing: -0.01em;
        text-decoration: none;
      }

      .brand img {
        width: 24px;
        height: 24px;
      }

      session-list {
        flex: 1;
      }

      .reader {
        display: grid;
        grid-row: 2;
        min-width: 0;
        min-height: 0;
        background: var(--surface);
      }

      .welcome {
        align-self: center;
        justify-self: center;
        padding: 24px;
        color: var(--muted);
      }

      .welcome h2 {
        margin-bottom: 14px;
        color: var(--ink);
        font-size: 20px;
        font-weight: 650;
        text-align: center;
      }

      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 8px 16px;
        margin: 0;
        font-size: 14px;
      }

      dt {
        text-align: right;
      }

      dd {
        margin: 0;
      }

      @media (max-width: 760px) {
        main {
          grid-template-columns: minmax(0, 1fr);
        }

        nav {
          border-right: 0;
        }

        .aside,
        .reader:not(.reading) {
          display: none;
        }
      }
    `,
  ];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener('keydown', this.#key);
    this.#clock = window.setInterval(() => this.requestUpdate(), TICK_MS);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener('keydown', this.#key);
    clearInterval(this.#clock);
  }

  render(): TemplateResult {
    const { shown, failure, confirmedAt, loadingMore } = this.#feed;
    const row = shown?.rows.find((it) => it.session_id === this.open);
    return html`
      <main>
        <h1 class="hidden">Hermes</h1>
        ${shown?.list.sample ? this.#sampleBanner() : nothing}
        <nav aria-label="Sessions" class=${this.open ? 'aside' : ''}>
          <a class="brand" href="/" @click=${this.#home}><img src="/icon.svg" alt="" />Hermes</a>
          <session-list
            .shown=${shown}
            .failure=${failure}
            .confirmedAt=${confirmedAt}
            .now=${this.#feed.now()}
            .loading=${loadingMore}
            .current=${this.open}
            @open-session=${(event: CustomEvent<SessionRow>) => this.#show(event.detail.session_id)}
            @load-more=${() => void this.#feed.more()}
            @retry=${() => this.#feed.refresh()}
          ></session-list>
        </nav>
        <div class="reader ${this.open ? 'reading' : ''}">
          ${
            this.open
              ? html`<session-view
                  .sessionId=${this.open}
                  .revision=${row ? `${row.message_count}/${activity(row)}` : ''}
                  @go-back=${this.#close}
                  @session-loaded=${(event: CustomEvent<Session>) => this.#loaded(event.detail)}
                ></session-view>`
              : shown?.rows.length
                ? this.#welcome()
                : nothing
          }
        </div>
      </main>
    `;
  }

  #sampleBanner(): TemplateResult {
    return html`<aside class="sample" aria-label="About these sessions">
      <b>Sample sessions.</b> No store was found; set <code>HERMES_HOME</code> to the folder of <code>state.db</code>.
    </aside>`;
  }

  #welcome(): TemplateResult {
    return html`<div class="welcome">
      <h2>Choose a session</h2>
      <dl>
        <dt><kbd>j</kbd> <kbd>k</kbd></dt>
        <dd>next, previous</dd>
        <dt><kbd>Enter</kbd></dt>
        <dd>read it</dd>
        <dt><kbd>/</kbd></dt>
        <dd>search the titles</dd>
        <dt><kbd>Esc</kbd></dt>
        <dd>back to the list</dd>
      </dl>
    </div>`;
  }

  #loaded(session: Session): void {
    document.title = `${session.title} · Hermes`;
  }

  #show(id: string): void {
    if (id !== this.open) history.pushState(null, '', `/session/${encodeURIComponent(id)}`);
    this.open = id;
    void this.updateComplete.then(() => this.view?.updateComplete).then(() => this.view?.focusText());
  }

  #close = (): void => {
    const id = this.open;
    history.pushState(null, '', '/');
    this.#address();
    void this.updateComplete.then(() => this.list.focusRow(id));
  };

  #home(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (this.open) this.#close();
  }

  #address = (): void => {
    this.open = openInAddress();
    if (!this.open) document.title = 'Hermes';
  };

  #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as Element;
    const typing = target.matches('input, textarea');
    if (typing || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    // Arrows scroll the transcript while it has the focus; elsewhere they walk through the list.
    const inList = target === document.body || this.list.matches(':focus-within');
    if (event.key === 'j' || (event.key === 'ArrowDown' && inList)) this.list.move(1);
    else if (event.key === 'k' || (event.key === 'ArrowUp' && inList)) this.list.move(-1);
    else if (event.key === '/') this.list.search();
    else if (event.key === 'Escape' && this.open) this.#close();
    else return;
    event.preventDefault();
  };
}

function openInAddress(): string {
  const id = SESSION_PATH.exec(location.pathname)?.[1];
  return id ? decodeURIComponent(id) : '';
}
