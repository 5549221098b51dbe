import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, sessionPath } from '../router';
import { Failure } from '../api';
import { bytes } from '../figures';
import { inFull, timeOfDay } from '../time';
import { fromTerminal } from './ansi';
import { codeBlock } from './code-block';
import { isDiff } from './diff';
import { sharedFold, type Folds } from './folds';
import { icon } from './icons';
import type { Item } from './loaded';
import { LONGEST, markdown, showable, written } from './markdown';
import { parts, preview } from './text';
import './tool-card';
import type { Message, Part, Reader, Subagent, ToolCall } from './wire';

const SPEAKERS: Record<string, string> = {
  user: 'You',
  assistant: 'Hermes',
  system: 'System',
  tool: 'Tool',
  steer: 'You, while it ran',
  summary: 'Summary by the agent',
  note: 'Note by the agent',
};
const NOTES: Record<string, string> = {
  auto_continue: 'The agent went on by itself',
  async_delegation_complete: 'A subagent came back',
  process_complete: 'A process in the background ended',
  model_switch: 'The model was changed',
  failed_turn: 'The turn failed',
};

/**
 * One message, with the tools that it called. It renders into the transcript's own tree, whose styles are its own and
 * across which text can be selected.
 *
 * @fires navigate
 */
@customElement('hermes-message')
export class HermesMessage extends LitElement {
  @property({
    attribute: false,
    // Items are made anew with each window; what is the same in them is not rendered again.
    hasChanged: (now: Item, before?: Item) => !before || !same(now, before),
  })
  item!: Item;
  @property({ attribute: false }) reader!: Reader;
  @property({ attribute: false }) folds: Folds = sharedFold;
  /** Address of this message, for others. */
  @property({ attribute: false }) link = '';
  @state() private whole: Record<string, { text: string; next?: number }> = {};
  @state() private failure = '';

  #built = new Map<string, Node>();

  protected createRenderRoot(): this {
    return this;
  }

  connectedCallback(): void {
    super.connectedCallback();
    this.folds.addEventListener('change', this.#folded);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.folds.removeEventListener('change', this.#folded);
  }

  #folded = (): void => this.requestUpdate();

  protected willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('item');
    if (before && (before.message.id !== this.item.message.id || !sameMessage(before.message, this.item.message))) {
      this.#built.clear();
      this.whole = {};
    }
    this.id = `m${this.item.message.id}`;
    this.classList.toggle('goes-on', this.item.goesOn);
  }

  render(): TemplateResult {
    const { message, outputs, day, segment } = this.item;
    const time = (message.timestamp ?? 0) * 1000;
    const note = message.kind === 'note' || message.kind === 'summary';
    return html`
      ${segment !== undefined ? html`<div class="divider segment"><span>${icon('branch', 14)} Summarised here; it goes on in part ${segment + 1}</span></div>` : nothing}
      ${day !== undefined ? html`<div class="divider"><span>${new Date(day).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}</span></div>` : nothing}
      <article class="message ${message.kind} ${message.compacted ? 'compacted' : ''} ${message.rewound ? 'rewound' : ''}" aria-label=${`${SPEAKERS[message.kind] ?? message.role}${time ? `, ${inFull(time)}` : ''}`}>
        <header>
          <b>${SPEAKERS[message.kind] ?? message.role}</b>
          ${time ? html`<time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${timeOfDay(time)}</time>` : nothing}
          ${message.display_kind && NOTES[message.display_kind] ? html`<span>${NOTES[message.display_kind]}</span>` : nothing}
          ${message.compacted ? html`<span title="The agent replaced it by a summary; the model does not see it any more">summarised away</span>` : nothing}
          ${message.rewound ? html`<span>undone</span>` : nothing}
          ${this.item.goesOn ? nothing : this.#actions(message)}
        </header>
        ${this.#reasoning(message)}
        ${message.role === 'tool' ? this.#tool(message, undefined, message, 0) : note ? this.#note(message) : this.#body(message)}
        ${this.item.goesOn && this.#says(message) ? html`<footer>${this.#actions(message)}</footer>` : nothing}
        ${this.#calls(message, outputs)}
        ${this.#subagents(message)}
      </article>
    `;
  }

  #says(message: Message): boolean {
    return message.role !== 'tool' && parts(message.content).some((it) => it.text?.trim());
  }

  #actions(message: Message): unknown {
    return html`<span class="actions">
      ${!this.#says(message) ? nothing : html`<button type="button" class="icon" title="Copy this message" aria-label="Copy this message" @click=${this.#copy}>${icon('copy', 15)}</button>`}
      <button type="button" class="icon" title="Copy a link to this message" aria-label="Copy a link to this message" @click=${this.#copyLink}>${icon('link', 15)}</button>
    </span>`;
  }

  #reasoning(message: Message): unknown {
    if (!message.reasoning) return nothing;
    const key = `${message.id}/reasoning`;
    const open = this.folds.isOpen(key);
    return html`<details class="reasoning" ?open=${open} @toggle=${(event: Event) => this.#toggle(event, key)}>
      <summary>${icon('thought')}<b>Reasoning</b><span class="about">${preview(message.reasoning)}</span>${icon('chevron', 14)}</summary>
      ${open ? html`<div class="thoughts">${this.#rich('reasoning', message.reasoning, message)}</div>` : nothing}
    </details>`;
  }

  #toggle(event: Event, key: string): void {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== this.folds.isOpen(key)) this.folds.set(key, open);
  }

  #note(message: Message): unknown {
    const text = parts(message.content).map((it) => it.text ?? '').join('\n');
    if (!text.trim()) return nothing;
    const key = `${message.id}/note`;
    const open = this.folds.isOpen(key);
    return html`<details class="note-text" ?open=${open} @toggle=${(event: Event) => this.#toggle(event, key)}>
      <summary><span class="about">${preview(text, 160)}</span>${icon('chevron', 14)}</summary>
      ${open ? html`<div class="thoughts">${this.#body(message)}</div>` : nothing}
    </details>`;
  }

  #body(message: Message): unknown {
    const shown = parts(message.content)
      .map((part, index) => this.#part(message, part, typeof message.content === 'string' ? 'content' : `content.${index}`))
      .filter((it) => it !== nothing);
    return shown.length > 0 ? html`<div class="body">${shown}</div>` : nothing;
  }

  #part(message: Message, part: Part, field: string): unknown {
    if (part.src) {
      const address = part.src.replace(/^\//, '');
      return showable(address)
        ? html`<a class="picture" href="${base}/${address}" target="_blank" rel="noopener"><img loading="lazy" src="${base}/${address}" alt="Image in the message" /></a>`
        : nothing;
    }
    if (part.url) return html`<p class="elsewhere">${icon('image')} An image elsewhere, which is not loaded: <a href=${/^https?:/i.test(part.url) ? part.url : 'about:blank'} target="_blank" rel="noopener noreferrer nofollow">${preview(part.url, 60)}</a></p>`;
    if (part.text?.trim()) return this.#rich(field, part.text, message);
    return part.type === 'text' ? nothing : html`<p class="elsewhere">${icon('file')} ${part.type}</p>`;
  }

  /** A text in the form that its speaker gives it, with what is left of it on request. */
  #rich(field: string, text: string, message: Message): TemplateResult {
    const whole = this.whole[field];
    const all = whole?.text ?? text;
    const cut = message.cut?.[field];
    const clipped = !whole && all.length > LONGEST;
    const shown = clipped ? all.slice(0, LONGEST) : all;
    const key = `${field}/${shown.length}`;
    let node = this.#built.get(key);
    if (!node) {
      node = rendered(shown, message, field);
      this.#built.set(key, node);
    }
    const more = (cut && (!whole || whole.next !== undefined)) || clipped;
    return html`${node}${
      more
        ? html`<p class="more">
            <button type="button" @click=${() => void this.#more(field, message, clipped && !cut ? text : undefined)}>
              ${whole ? 'Show more' : `Show all of it${cut ? ` (${bytes(cut.bytes)})` : ''}`}
            </button>
            <span>${this.failure || 'This is its beginning'}</span>
          </p>`
        : nothing
    }`;
  }

  async #more(field: string, message: Message, text?: string): Promise<void> {
    if (text) {
      this.whole = { ...this.whole, [field]: { text } };
      return;
    }
    const known = this.whole[field];
    try {
      const piece = await this.reader.piece(message.id, field, known?.next ?? 0);
      const joined = (known?.text ?? '') + piece.text;
      this.whole = { ...this.whole, [field]: { text: joined, next: piece.next_offset } };
      this.failure = '';
    } catch (error) {
      if (!this.reader.ended) this.failure = error instanceof Failure ? error.message : 'It could not be read';
    }
  }

  #calls(message: Message, outputs: (Message | undefined)[]): unknown {
    const calls = Array.isArray(message.tool_calls) ? message.tool_calls : [];
    if (calls.length === 0) return nothing;
    const children = this.item.subagents.filter((it) => it.link === 'child');
    const delegating = calls.filter(delegates);
    return html`<div class="tools">
      ${calls.map((call, index) => this.#tool(message, call, outputs[index], index, delegates(call) ? children[delegating.indexOf(call)] : undefined))}
    </div>`;
  }

  #tool(message: Message, call: ToolCall | undefined, output: Message | undefined, index: number, subagent?: Subagent): TemplateResult {
    return html`<hermes-tool
      .call=${call}
      .message=${message}
      .output=${output}
      .name=${String(call?.id ?? index)}
      .subagent=${subagent}
      .reader=${this.reader}
      .folds=${this.folds}
    ></hermes-tool>`;
  }

  #subagents(_message: Message): unknown {
    const { subagents } = this.item;
    if (subagents.length === 0) return nothing;
    return html`<ul class="subagents" aria-label="Conversations that began here">
      ${subagents.map(
        (it) => html`<li>
          <button type="button" @click=${() => this.#visit(it)}>
            ${icon(it.link === 'branch' ? 'branch' : 'agent')}
            <span><b>${it.title || (it.link === 'branch' ? 'A branch' : 'A subagent')}</b>
            ${it.link === 'branch' ? 'branched here' : 'worked for this'} · ${it.message_count.toLocaleString()} messages</span>
            ${icon('chevron', 14)}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  #visit(subagent: Subagent): void {
    const path = sessionPath(subagent.session_id, undefined, this.reader.profile);
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  }

  #copy = (event: Event): void => {
    const text = parts(this.item.message.content).map((it) => it.text ?? '').filter(Boolean).join('\n\n');
    this.#tell('copy-text', event, { text, what: 'The message' });
  };

  #copyLink = (event: Event): void => this.#tell('copy-text', event, { text: this.link, what: 'A link to the message' });

  #tell(name: string, event: Event, detail: object): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** Whether a call has another conversation work for this one. */
const delegates = (call: ToolCall): boolean => /^(delegate|subagent|spawn|task)/.test(call?.function?.name ?? '');

/** What agents and people write, as what it is. */
function rendered(text: string, message: Message, field: string): Node {
  if (field !== 'reasoning' && (message.kind === 'user' || message.kind === 'steer')) return written(text);
  if (message.kind === 'system') return written(text);
  if (fromTerminal(text) || (isDiff(text) && !text.includes('```'))) return codeBlock(text, isDiff(text) ? 'diff' : 'ansi');
  return markdown(text);
}

function same(one: Item, other: Item): boolean {
  return (
    sameMessage(one.message, other.message) &&
    one.goesOn === other.goesOn &&
    one.day === other.day &&
    one.segment === other.segment &&
    one.outputs.length === other.outputs.length &&
    one.outputs.every((it, index) => it?.id === other.outputs[index]?.id) &&
    one.subagents.length === other.subagents.length
  );
}

function sameMessage(one: Message, other: Message): boolean {
  return one === other || (one.id === other.id && one.compacted === other.compacted && one.rewound === other.rewound &&
    JSON.stringify(one.content) === JSON.stringify(other.content) &&
    one.reasoning === other.reasoning &&
    (one.tool_calls?.length ?? 0) === (other.tool_calls?.length ?? 0));
}
