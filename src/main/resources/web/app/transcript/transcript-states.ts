import { html, type TemplateResult } from 'lit';
import type { Failure } from '../api';
import { inFull } from '../time';

/** What stands in place of the messages, and at their ends. */

export const skeleton = html`<div class="place" role="status" aria-label="Loading the transcript">
  <div class="column loading" aria-hidden="true">
    ${[62, 92, 78, 40, 88, 95, 54].map((_, index) => html`<div class="skeleton bone-${index}"></div>`)}
  </div>
</div>`;

/** Why no message is shown, and what to do. */
export function noMessages(failure: Failure | undefined, toList: () => void, again: () => void): TemplateResult {
  if (!failure) {
    return html`<div class="place"><div class="state"><h2>No messages yet</h2><p>What is said in this session appears here as it is said.</p></div></div>`;
  }
  const unknown = failure.status === 404;
  return html`<div class="place"><div class="state" role="alert">
    <h2>${unknown ? 'There is no such session' : failure.message}</h2>
    <p>${unknown ? 'It may have been deleted, or it belongs to another profile.' : `${failure.consequence} ${failure.remedy}`}</p>
    ${unknown ? html`<button type="button" @click=${toList}>Back to the list</button>` : html`<button type="button" @click=${again}>Try again</button>`}
  </div></div>`;
}

/** Tells that what is shown may be old. */
export function staleNotice(failure: Failure, again: () => void): TemplateResult {
  return html`<div class="notice stale" role="status">
    <strong>${failure.message}</strong>
    <p>What is here stays; the newest messages may be missing. ${failure.remedy}</p>
    <button type="button" @click=${again}>Try again</button>
  </div>`;
}

/** What is beyond is read as it comes near; where that failed, nothing comes by itself before it is scrolled again. */
export function beyond(words: string, failed: boolean, again: () => void): TemplateResult {
  return html`<p class="edge" role="status">${failed ? html`<button type="button" class="quiet" @click=${again}>${words}: try again</button>` : `${words}…`}</p>`;
}

/** The first line. */
export function beginning(at: number | null | undefined): TemplateResult {
  return html`<p class="edge begin">${at ? `The conversation began on ${inFull(at * 1000)}` : 'The conversation begins here'}</p>`;
}

/** The last line. */
export function ending(running: boolean): TemplateResult {
  return running
    ? html`<p class="edge running" role="status"><span></span><span></span><span></span> Hermes is at work</p>`
    : html`<p class="edge end"></p>`;
}
