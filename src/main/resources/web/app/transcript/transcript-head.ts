import { html, nothing, type TemplateResult } from 'lit';
import type { SessionRow } from '../api';
import { href, plainClick, sessionPath } from '../router';
import { gist } from './gist';
import { icon } from './icons';
import type { Conversation } from './wire';

/** What the head tells. */
interface Head {
  conversation: Conversation | SessionRow | undefined;
  title: string;
  profile: string;
  foreign: boolean;
  finding: boolean;
  panel: boolean;
  /** The menu for sharing. */
  share: TemplateResult;
}

/** What its buttons do. */
interface Deeds {
  navigate(path: string): void;
  find(): void;
  fold(): void;
  showPanel(): void;
}

/** The head of a transcript: what it is, where it comes from, and what can be done with it. */
export function transcriptHead(head: Head, deeds: Deeds): TemplateResult {
  const { conversation: it, title } = head;
  const parent = it?.parent_session_id;
  const origin = sessionPath(parent ?? '', undefined, head.profile);
  const visit = (event: MouseEvent): void => {
    if (!plainClick(event)) return;
    event.preventDefault();
    deeds.navigate(origin);
  };
  return html`<header class="head">
    <button type="button" class="icon back" aria-label="Back to the list" @click=${() => deeds.navigate('/')}>${icon('back')}</button>
    <div class="names">
      ${
        parent
          ? html`<nav class="crumbs" aria-label="Where it comes from">
              <a href=${href(origin)} @click=${visit}>${it?.parent_title || 'The conversation before'}</a>
              ${icon('chevron', 12)}
            </nav>`
          : nothing
      }
      <h2 title=${title}>${title}</h2>
      <div class="gist">${gist(it, head.foreign)}</div>
    </div>
    <div class="deeds">
      <button type="button" class="icon" aria-label="Find in this session" title="Find in this session (f)" aria-pressed=${head.finding} @click=${deeds.find}>${icon('search')}</button>
      <button type="button" class="icon folds" aria-label="Open or fold all tools" title="Open or fold all tools (o)" @click=${deeds.fold}>${icon('expand')}</button>
      ${head.share}
      <button type="button" class="icon" aria-label="Turns and facts" title="Turns and facts (c)" aria-pressed=${head.panel} @click=${deeds.showPanel}>${icon('panel')}</button>
    </div>
  </header>`;
}
