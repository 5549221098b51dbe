import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Project } from '../api';
import { icon } from '../shell/icons';
import { boxes, common, controls } from '../styles';
import { droppedRows } from './row-drag';

/**
 * Where dragged sessions can be dropped while the list does not show the projects itself.
 *
 * @fires drop-sessions with { keys, project }
 */
@customElement('project-shelf')
export class ProjectShelf extends LitElement {
  @property({ attribute: false }) projects: Project[] = [];
  @state() private over: string | undefined;

  static styles = [
    common,
    controls,
    boxes,
    css`
      .shelf {
        position: absolute;
        z-index: 5;
        right: 8px;
        bottom: 44px;
        left: 8px;
        display: grid;
        gap: 4px;
        padding: 10px;
        overflow-y: auto;
        max-height: 46%;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--overlay);
        box-shadow: var(--shadow-l);
      }

      .shelf p {
        padding: 0 4px 4px;
        color: var(--muted);
        font-size: 12px;
      }

      .target {
        display: flex;
        gap: 9px;
        align-items: center;
        padding: 8px 10px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-s);
        font-size: 13.5px;
      }

      .target.over {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
    `,
  ];

  render(): TemplateResult {
    const target = (id: string, name: string): TemplateResult => html`<div
      class="target ${this.over === id ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.over = id;
      }}
      @dragleave=${() => (this.over = undefined)}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.over = undefined;
        const rows = droppedRows(event);
        if (rows) this.dispatchEvent(new CustomEvent('drop-sessions', { detail: { ...rows, project: id } }));
      }}
    >
      ${icon('folder', 16)} ${name}
    </div>`;
    return html`<div class="shelf">
      <p>Drop on a project</p>
      ${this.projects.map((it) => target(it.project_id, it.path))} ${target('', 'No project')}
    </div>`;
  }
}
