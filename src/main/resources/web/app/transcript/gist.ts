import { html, nothing } from 'lit';
import type { SessionRow } from '../api';
import { compact, count, dollars, span } from '../figures';
import { inFull } from '../time';
import type { Conversation } from './wire';

/** Where it comes from, what it is, and what it used, in a line. */
export function gist(it: Conversation | SessionRow | undefined, foreign: boolean): unknown {
  if (!it) return html`<span class="skeleton words"></span>`;
  const input = (it.input_tokens ?? 0) + (it.cache_read_tokens ?? 0) + (it.cache_write_tokens ?? 0);
  const from = it.created_at;
  const to = it.last_message_at || it.updated_at;
  return [
    it.is_streaming ? html`<span class="live">running now</span>` : nothing,
    foreign ? html`<span title="Another profile is the active one: it can be read, and nothing else">profile ${it.profile}</span>` : nothing,
    html`<span>${it.source_label ?? 'Agent'}</span>`,
    it.model ? html`<span class="model" title=${it.model}>${it.model.replace(/^.*\//, '')}</span>` : nothing,
    html`<span>${count(it.message_count)} ${it.message_count === 1 ? 'message' : 'messages'}</span>`,
    input > 0
      ? html`<span title=${`${count(it.input_tokens ?? 0)} tokens in, ${count(it.cache_read_tokens ?? 0)} more from the cache, ${count(it.output_tokens ?? 0)} out`}>${compact(input)} in · ${compact(it.output_tokens ?? 0)} out</span>`
      : nothing,
    it.cache_hit_percent ? html`<span title="Part of the input that came from the provider's cache">${it.cache_hit_percent}% cached</span>` : nothing,
    it.estimated_cost ? html`<span title="Estimated by the agent">${dollars(it.estimated_cost)}</span>` : nothing,
    to - from > 60 ? html`<span class="when" title=${`${inFull(from * 1000)} – ${inFull(to * 1000)}`}>over ${span(to - from)}</span>` : nothing,
    it.workspace ? html`<span class="folder" title=${it.workspace}><bdi>${it.workspace}</bdi></span>` : nothing,
  ];
}
