import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listQuery } from '../router';
import { icon } from '../shell/icons';
import { boxes, common, controls } from '../styles';
import type { BulkAction } from './deeds';
import { type Entry, PINNED, UNREAD } from './entries';

/**
 * What can be done with all that is chosen.
 *
 * @fires bulk with the deed; `all` chooses all of the list, `none` lets go of what is chosen
 */
@customElement('bulk-bar')
export class BulkBar extends LitElement {
  @property({ attribute: false }) entries: Entry[] = [];

  static styles = [
    common,
    controls,
    boxes,
    css`
      .bulk {
        display: flex;
        gap: 0;
        align-items: center;
        margin: 0 8px 8px;
        padding: 5px 6px 5px 12px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--overlay);
        box-shadow: var(--shadow-m);
      }

      .bulk .icon {
        width: 29px;
        min-height: 30px;
      }

      .bulk strong {
        flex: 1;
        font-size: 13px;
        font-weight: 600;
        white-space: nowrap;
      }
    `,
  ];

  render(): TemplateResult {
    const { entries } = this;
    const deed = (action: BulkAction, name: string, sign: Parameters<typeof icon>[0]): TemplateResult =>
      html`<button class="icon" title=${name} aria-label=${name} @click=${() => this.#tell(action)}>${icon(sign, 17)}</button>`;
    const inTrash = listQuery().get('q') === 'is:trashed';
    const archived = listQuery().get('q') === 'is:archived';
    return html`<div class="bulk" role="toolbar" aria-label="Chosen sessions">
      <strong>${entries.length.toLocaleString()} chosen</strong>
      ${entries.every((it) => it.flags & PINNED) ? deed('unpin', 'Unpin', 'pin') : deed('pin', 'Pin', 'pin')}
      ${archived ? deed('unarchive', 'Take out of the archive', 'archive') : deed('archive', 'Archive', 'archive')}
      <button class="icon" title="Move to a project" aria-label="Move to a project" @click=${() => this.#tell('move')}>
        ${icon('folder', 17)}
      </button>
      <button class="icon" title="Tag" aria-label="Tag" @click=${() => this.#tell('tag')}>${icon('tag', 17)}</button>
      ${deed(entries.some((it) => it.flags & UNREAD) ? 'read' : 'unread', entries.some((it) => it.flags & UNREAD) ? 'Mark as read' : 'Mark as unread', 'unread')}
      ${inTrash ? deed('restore', 'Restore', 'undo') : deed('trash', 'Move to the trash', 'trash')}
      <button class="icon" title="All of the list" aria-label="Choose all of the list" @click=${() => this.#tell('all')}>${icon('check', 17)}</button>
      <button class="icon" title="Let go" aria-label="Let go of the chosen" @click=${() => this.#tell('none')}>${icon('close', 17)}</button>
    </div>`;
  }

  #tell(detail: BulkAction | 'all' | 'none'): void {
    this.dispatchEvent(new CustomEvent('bulk', { detail }));
  }
}
