import { html, nothing, type TemplateResult } from 'lit';
import { goList } from '../router';
import { duration } from '../time';
import { keptOff } from './kept-off';
import type { ListStore } from './list-store';

/** What is shown and was not confirmed for so long is told to be old. */
const OLD_MS = 10_000;

/** What stands in place of the rows where there are none: why, and what to do. */
export function nothingListed(store: ListStore, text: string, view: string, why: () => void): TemplateResult {
  const { failure } = store;
  if (failure && failure.status !== 400 && !store.complete) {
    return html`<div class="state" role="alert">
      <h2>${failure.status === 404 && view ? 'There is no such view' : failure.message}</h2>
      ${failure.consequence ? html`<p>${failure.consequence}</p>` : nothing}
      ${failure.remedy ? html`<p>${failure.remedy}</p>` : nothing}
      <button @click=${() => (view ? goList('', '') : store.refresh())}>${view ? 'Show all' : 'Try again now'}</button>
    </div>`;
  }
  if (!failure && (!store.loaded || !store.complete)) {
    return html`<div class="bones" role="status">
      <span class="hidden">Loading sessions</span>
      ${Array.from({ length: 9 }, () => html`<div class="skeleton"></div><div class="skeleton"></div>`)}
    </div>`;
  }
  if (store.faults.length > 0) {
    return html`<div class="state">
      <h2>Nothing can be shown now</h2>
      <p>A store could not be read, as told above. What it has appears here once it can be.</p>
      <button @click=${() => store.refresh()}>Try again now</button>
    </div>`;
  }
  if (text || view) {
    return html`<div class="state">
      <h2>Nothing here</h2>
      <p>${failure?.status === 400 ? failure.message : 'No session of the list is meant by this filter.'}</p>
      <button @click=${() => goList('', '')}>Show all</button>
      <button class="quiet" @click=${why}>Why don’t I see it?</button>
    </div>`;
  }
  const kept = keptOff(store.counts?.rules);
  return html`<div class="state">
    <h2>No sessions yet</h2>
    <p>The store was read and has none to list. Sessions appear here as soon as the agent writes them.</p>
    ${kept > 0 ? html`<button @click=${why}>${kept.toLocaleString()} are not listed</button>` : nothing}
  </div>`;
}

/** Whether the list is of now, how many there are, and how many are not in it. */
export function listFooter(store: ListStore, why: () => void): TemplateResult {
  const total = store.entries.length;
  const { link, confirmedAt } = store;
  const age = Date.now() - confirmedAt;
  const words: Record<string, string> = {
    live: 'Live',
    polling: 'Asks every few seconds',
    connecting: confirmedAt && age > OLD_MS ? `Connecting; this is from ${duration(age)} ago` : 'Connecting',
    lost: confirmedAt ? `No answer for ${duration(age)}` : 'No answer',
    paused: 'Paused',
  };
  const kept = keptOff(store.counts?.rules);
  return html`<footer>
    <span class="link" role="status">
      <i class="lamp ${link.link}"></i>
      <span class="told">${words[link.link]}</span>
      ${store.complete ? html`<span>· ${total.toLocaleString()} ${total === 1 ? 'session' : 'sessions'}</span>` : nothing}
    </span>
    <button class="quiet" @click=${why}>${kept > 0 ? `${kept.toLocaleString()} not listed` : 'What is not listed?'}</button>
  </footer>`;
}
