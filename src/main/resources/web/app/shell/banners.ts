import { html, nothing, type TemplateResult } from 'lit';
import { go } from '../router';
import type { ListStore } from '../sidebar/list-store';
import { duration } from '../time';
import { modifier } from './shortcuts';

/** What stands in the frame of the page where nothing else does, or above what does. */

export const sampleBanner = html`<aside class="sample" aria-label="About these sessions">
  <b>Sample sessions.</b> No store was found; set <code>HERMES_HOME</code> to the folder of <code>state.db</code>.
</aside>`;

/** What is wrong, in a line: for where the list, which tells it in full, is not seen. */
export function troubleLine({ trouble, faults, confirmedAt }: ListStore): unknown {
  if (trouble) {
    return html`<p><strong>${sentence(trouble.message)}</strong> ${confirmedAt ? `What is shown is from ${duration(Date.now() - confirmedAt)} ago.` : trouble.consequence}</p>`;
  }
  return faults.map((it) => html`<p><strong>${sentence(it.message)}</strong> Profile ${it.profile}, for ${duration(it.age_seconds * 1000)}.</p>`);
}

const sentence = (text: string): string => text.replace(/\.?$/, '.');

/** Where nothing is open yet. */
export function welcome(store: ListStore): unknown {
  if (!store.loaded || store.entries.length === 0) return nothing;
  return html`<div class="welcome">
    <h2>Choose a session</h2>
    <p>What the agent adds appears by itself.</p>
    <dl>
      <dt><kbd>j</kbd> <kbd>k</kbd></dt>
      <dd>next, previous</dd>
      <dt><kbd>⏎</kbd></dt>
      <dd>read it</dd>
      <dt><kbd>/</kbd></dt>
      <dd>filter the list</dd>
      <dt><kbd>${modifier}</kbd> <kbd>K</kbd></dt>
      <dd>everything by its name</dd>
      <dt><kbd>?</kbd></dt>
      <dd>all keys</dd>
    </dl>
  </div>`;
}

export function nothingThere(): TemplateResult {
  return html`<div class="state">
    <h2>There is nothing at this address</h2>
    <p>The link may be of a newer version, or mistyped.</p>
    <button @click=${() => go('/')}>To the list</button>
  </div>`;
}

/** A part of the page that could not be loaded. */
export function brokenPart(): TemplateResult {
  return html`<div class="state" role="alert">
    <h2>This part of the page could not be loaded</h2>
    <p>The service does not answer, or was renewed since the page was opened.</p>
    <button @click=${() => location.reload()}>Load the page again</button>
  </div>`;
}
