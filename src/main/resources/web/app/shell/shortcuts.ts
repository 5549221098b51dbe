import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { boxes, common, controls } from '../styles';
import { TRANSCRIPT_KEYS } from '../transcript/transcript-keys';
import { icon } from './icons';

/** Whether the main modifier of this machine is ⌘. */
export const apple = /Mac|iP(hone|ad|od)/.test(navigator.platform);
export const modifier = apple ? '⌘' : 'Ctrl';

type Keys = [group: string, keys: [keys: string[], what: string][]];

const SHEET: Keys[] = [
  [
    'Everywhere',
    [
      [[modifier, 'K'], 'everything by its name'],
      [['/'], 'filter the list'],
      [['g', 's'], 'search in messages'],
      [['g', 'l'], 'the list'],
      [['g', 'i'], 'insights'],
      [['g', 'h'], 'health of the service'],
      [['g', ','], 'settings'],
      [['['], 'fold the list away, or back'],
      [['z'], 'undo what was done last'],
      [['Esc'], 'back, close, let go'],
      [['?'], 'this sheet'],
    ],
  ],
  [
    'In the list',
    [
      [['j'], 'next'],
      [['k'], 'previous'],
      [['⏎'], 'read it'],
      [['x'], 'choose, or not any more'],
      [['⇧', '↓'], 'choose on'],
      [['p'], 'pin'],
      [['e'], 'archive'],
      [['u'], 'unread, or read'],
      [['r'], 'rename'],
      [['m'], 'move to a project'],
      [['t'], 'tag'],
      [['Del'], 'move to the trash'],
    ],
  ],
  ['In a session', TRANSCRIPT_KEYS.map(([key, words]) => [[key], words])],
];

/** All keys on a sheet. */
@customElement('hermes-shortcuts')
export class Shortcuts extends LitElement {
  @query('dialog') private dialog!: HTMLDialogElement;

  static styles = [
    common,
    controls,
    boxes,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        padding: 20px 24px 24px;
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 8px;
      }

      .groups {
        columns: 2;
        column-gap: 36px;
      }

      section {
        break-inside: avoid;
        padding-bottom: 10px;
      }

      h3 {
        margin: 8px 0;
        color: var(--muted);
        font-size: 12.5px;
        font-weight: 600;
        letter-spacing: 0;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 7px 14px;
        align-items: baseline;
        font-size: 13.5px;
      }

      @media (max-width: 560px) {
        .groups {
          columns: 1;
        }
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  render(): TemplateResult {
    return html`<dialog
      aria-labelledby="keys"
      @click=${(event: MouseEvent) => event.target === this.dialog && this.dialog.close()}
      @keydown=${(event: KeyboardEvent) => event.key === '?' && this.dialog.close()}
    >
      <header>
        <h2 id="keys">Keys</h2>
        <form method="dialog"><button class="icon" aria-label="Close">${icon('close')}</button></form>
      </header>
      <div class="groups">
        ${SHEET.map(
          ([name, keys]) => html`<section>
            <h3>${name}</h3>
            <dl>
              ${keys.map(
                ([strokes, what]) => html`<dt>${strokes.map((it) => html`<kbd>${it}</kbd> `)}</dt>
                  <dd>${what}</dd>`,
              )}
            </dl>
          </section>`,
        )}
      </div>
    </dialog>`;
  }
}
