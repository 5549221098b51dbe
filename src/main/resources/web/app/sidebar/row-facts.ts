import { html, nothing, type TemplateResult } from 'lit';
import { activity, type Project, type SessionRow } from '../api';
import { icon } from '../shell/icons';
import { ago, inFull } from '../time';
import type { BulkAction } from './deeds';
import { type Entry, PINNED, RUNNING } from './entries';
import type { Grouping } from './groups';

/** What rows are shown with. */
interface Manner {
  now: number;
  compact: boolean;
  grouping: Grouping;
  projects: readonly Project[];
  showProfile: boolean;
}

/** What a row tells of its session. */
export function rowFacts(row: SessionRow, entry: Entry, manner: Manner): TemplateResult {
  const time = activity(row) * 1000;
  const running = Boolean(entry.flags & RUNNING);
  const stamp = html`<time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${ago(time, manner.now)}</time>`;
  const dot = html`<i class="dot" data-kind=${row.session_source ?? 'other'}></i>`;
  if (manner.compact) {
    return html`<span class="top">
      ${running ? html`<i class="live-dot" title="A turn runs"></i><span class="hidden">running</span>` : dot}
      <span class="title" title=${row.title}>${row.title}</span>${stamp}
    </span>`;
  }
  const project = manner.grouping === 'project' ? undefined : manner.projects.find((it) => it.project_id === row.project_id);
  const parts = row._compression_segment_count ?? 1;
  return html`
    <span class="top"><span class="title" title=${row.title}>${row.title}</span>${stamp}</span>
    <span class="about">
      ${dot}<span>${row.source_label ?? 'Agent'}</span>
      ${running ? html`<span class="live">running</span>` : nothing}
      <span>${row.message_count.toLocaleString()} ${row.message_count === 1 ? 'message' : 'messages'}</span>
      ${manner.showProfile ? html`<span>${row.profile}</span>` : nothing}
      ${parts > 1 ? html`<span title="The conversation was compressed and went on">${parts} parts</span>` : nothing}
      ${row.model ? html`<span class="rest">${row.model.split('/').at(-1)}</span>` : nothing}
      ${project ? html`<i class="mark" title="Project">${project.name.split('/').at(-1)}</i>` : nothing}
      ${(row.tags ?? []).slice(0, 2).map((tag) => html`<i class="mark" title="Tag">#${tag}</i>`)}
    </span>
  `;
}

/** The same room for a row that is not read yet. */
export const noFactsYet = html`<span class="pending" aria-label="Loading"><i class="bone skeleton"></i><i class="bone skeleton"></i></span>`;

/** What can be done with a row by the pointer. */
export function rowTools(row: SessionRow, entry: Entry, act: (action: BulkAction) => void, menu: (event: MouseEvent) => void): TemplateResult {
  const pinned = Boolean(entry.flags & PINNED);
  return html`<div class="tools">
    <button
      class="icon"
      tabindex="-1"
      title=${pinned ? 'Unpin' : 'Pin'}
      aria-label="${pinned ? 'Unpin' : 'Pin'} ${row.title}"
      @click=${() => act(pinned ? 'unpin' : 'pin')}
    >
      ${icon('pin', 15)}
    </button>
    <button
      class="icon"
      tabindex="-1"
      title="Archive"
      aria-label="Archive ${row.title}"
      @click=${() => act(row.archived ? 'unarchive' : 'archive')}
    >
      ${icon('archive', 15)}
    </button>
    <button class="icon" tabindex="-1" title="More" aria-label="More for ${row.title}" @click=${menu}>${icon('more', 15)}</button>
  </div>`;
}
