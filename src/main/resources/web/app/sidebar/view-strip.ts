import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { send } from '../api';
import { goList, listQuery } from '../router';
import { icon } from '../shell/icons';
import '../shell/menu';
import type { Menu } from '../shell/menu';
import type { Notice } from '../shell/toasts';
import { boxes, common, controls } from '../styles';
import './ask-box';
import type { AskBox } from './ask-box';
import { refusal } from './deeds';
import type { Surroundings } from './surroundings';

const VIEWS: [name: string, filter: string][] = [
  ['All', ''],
  ['Unread', 'is:unread'],
  ['Running', 'is:running'],
  ['Archived', 'is:archived'],
  ['Automation', 'is:automation'],
  ['Trash', 'is:trashed'],
];

/**
 * Views of the list: those that everybody wants, and those that somebody saved.
 *
 * @fires notice with what is to be told
 */
@customElement('view-strip')
export class ViewStrip extends LitElement {
  @property({ attribute: false }) surroundings!: Surroundings;
  /** Changes with the address and what the surroundings have. */
  @property({ attribute: false }) revision: unknown;
  @query('pop-menu') private menu!: Menu;
  @query('ask-box') private box!: AskBox;

  static styles = [
    common,
    controls,
    boxes,
    css`
      .strip {
        display: flex;
        flex: none;
        gap: 4px;
        padding: 8px 30px 8px 12px;
        overflow-x: auto;
        scrollbar-width: none;
        /* That there is more is seen; at its end nothing lies below the fading edge. */
        mask-image: linear-gradient(to right, #000 calc(100% - 30px), transparent);
      }

      .strip button {
        flex: none;
        min-height: 26px;
        padding: 2px 10px;
        border-color: var(--line);
        border-radius: 99px;
        background: transparent;
        color: var(--soft);
        font-weight: 500;
        font-size: 12.5px;
      }

      .strip button:hover {
        background: var(--raised);
      }

      .strip button[aria-pressed='true'] {
        border-color: var(--accent-line);
        background: var(--accent-soft);
        color: var(--accent);
      }

      .strip button:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  render(): TemplateResult {
    const text = listQuery().get('q') ?? '';
    const view = listQuery().get('view') ?? '';
    return html`<div class="strip" role="group" aria-label="Views">
      ${VIEWS.map(
        ([name, filter]) =>
          html`<button aria-pressed=${!view && text === filter ? 'true' : 'false'} @click=${() => goList(filter, '')}>
            ${name}
          </button>`,
      )}
      ${this.surroundings.views.map(
        (it) =>
          html`<button
            aria-pressed=${view === it.view_id ? 'true' : 'false'}
            title="Saved view"
            @click=${() => goList('', it.view_id)}
            @contextmenu=${(event: MouseEvent) => this.#viewMenu(event, it.view_id, it.name)}
          >
            ${icon('bookmark', 12)} ${it.name}
          </button>`,
      )}
      ${
        text && !VIEWS.some(([, filter]) => filter === text) && this.surroundings.mayOrganise
          ? html`<button title="Save this filter as a view" @click=${() => this.#saveView(text)}>${icon('plus', 13)} Save</button>`
          : nothing
      }
    </div>
      <pop-menu></pop-menu><ask-box></ask-box>`;
  }

  #viewMenu(event: MouseEvent, id: string, name: string): void {
    if (!this.surroundings.mayOrganise) return;
    event.preventDefault();
    this.menu.open(
      name,
      [
        { label: 'Rename…', icon: 'edit', run: () => this.box.ask({ title: 'Rename the view', label: 'Name', value: name, done: (text) => void this.#view('rename', { view_id: id, name: text }) }) },
        { label: 'Remove the view', icon: 'trash', danger: true, run: () => void this.#view('delete', { view_id: id }) },
      ],
      event.clientX,
      event.clientY,
    );
  }

  #saveView(text: string): void {
    this.box.ask({ title: 'Save this filter as a view', label: 'Name', done: (name) => void this.#view('create', { name, query: { q: text } }) });
  }

  async #view(deed: 'create' | 'rename' | 'delete', body: unknown): Promise<void> {
    try {
      const answer = await send<{ view?: { view_id: string } }>(`/api/views/${deed}`, body);
      await this.surroundings.reloadViews();
      if (deed === 'create' && answer.view) goList('', answer.view.view_id);
      else if (deed === 'delete') goList('', '');
      this.#fire('notice', { text: { create: 'Saved as a view', rename: 'Renamed', delete: 'The view is gone' }[deed] });
    } catch (error) {
      this.#fire('notice', refusal(error));
    }
  }

  #fire(name: 'notice', detail: Notice): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
