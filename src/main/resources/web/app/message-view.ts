import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Message, Part, ToolCall } from './api';
import { common } from './styles';
import { inFull, timeOfDay } from './time';

const SPEAKERS: Record<string, string> = { user: 'User', assistant: 'Hermes', system: 'System', tool: 'Tool' };
const PREVIEW = 120;

/** One message with the outputs of the tools that it called. Everything is text: nothing in it becomes markup. */
@customElement('message-view')
export class MessageView extends LitElement {
  @property({ attribute: false }) message!: Message;
  /** Whether the speaker of the message before goes on. */
  @property({ type: Boolean, attribute: 'goes-on', reflect: true }) goesOn = false;
  /** Outputs by the id of the call. */
  @property({ attribute: false }) outputs: ReadonlyMap<string, Message> = new Map();

  static styles = [
    common,
    css`
      article {
        padding: 10px 0;
      }

      :host([goes-on]) article {
        padding-top: 0;
      }

      :host([goes-on]) header {
        display: none;
      }

      .compacted {
        opacity: 0.72;
      }

      .user .body,
      .synthetic .body {
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--raised);
      }

      .synthetic .body {
        border: 1px dashed var(--line);
        background: none;
        color: var(--muted);
        font-size: 14px;
      }

      header {
        display: flex;
        gap: 8px;
        align-items: baseline;
        margin-bottom: 4px;
        color: var(--muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }

      header b {
        color: var(--ink);
        font-weight: 600;
      }

      .text {
        font-size: 15.5px;
        line-height: 1.6;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }

      .synthetic .text {
        font-size: 14px;
      }

      img {
        display: block;
        max-width: min(100%, 420px);
        min-width: 96px;
        margin-top: 10px;
        border: 1px solid var(--line);
        border-radius: 8px;
      }

      details {
        margin: 6px 0;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        font-size: 13.5px;
      }

      summary {
        display: flex;
        gap: 8px;
        align-items: baseline;
        padding: 6px 12px;
        border-radius: 8px;
        color: var(--muted);
        cursor: pointer;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary::before {
        content: '›';
        flex: none;
        width: 0.6em;
        font-weight: 700;
        transition: rotate 0.12s;
      }

      details[open] summary::before {
        rotate: 90deg;
      }

      summary b {
        flex: none;
        color: var(--ink);
        font-weight: 600;
      }

      summary code {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font: 12.5px var(--mono);
      }

      summary .failed {
        flex: none;
        margin-left: auto;
        color: var(--warn);
        font-weight: 600;
      }

      .label {
        padding: 4px 12px 0;
        color: var(--muted);
        font-size: 12px;
        font-weight: 600;
      }

      pre {
        max-height: 380px;
        margin: 4px 12px 10px;
        padding: 8px 10px;
        overflow: auto;
        border-radius: 6px;
        background: var(--code);
        font: 12.5px/1.55 var(--mono);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }

      .reasoning summary code {
        font: italic 13.5px var(--sans);
      }

      .reasoning[open] summary code {
        display: none;
      }

      .reasoning .text {
        padding: 0 12px 10px 30px;
        color: var(--muted);
        font-size: 14px;
        font-style: italic;
      }
    `,
  ];

  render(): TemplateResult {
    const message = this.message;
    const time = (message.timestamp ?? 0) * 1000;
    const reasoning = message.reasoning || message.reasoning_content || '';
    const kind = message.synthetic ? 'synthetic' : message.role;
    return html`<article class="${kind} ${message.compacted ? 'compacted' : ''}">
      <header>
        <b>${message.synthetic ? 'Note by the agent' : (SPEAKERS[message.role] ?? message.role)}</b>
        ${time ? html`<time datetime=${new Date(time).toISOString()} title=${inFull(time)}>${timeOfDay(time)}</time>` : nothing}
        ${message.compacted ? html`<span>summarised away for the model</span>` : nothing}
      </header>
      ${
        reasoning
          ? html`<details class="reasoning">
              <summary><b>Reasoning</b><code>${preview(reasoning)}</code></summary>
              <div class="text">${reasoning}</div>
            </details>`
          : nothing
      }
      ${message.role === 'tool' ? this.#output(message) : this.#content(message.content)}
      ${(Array.isArray(message.tool_calls) ? message.tool_calls : []).map((call) => this.#call(call))}
    </article>`;
  }

  #content(content: string | Part[]): unknown {
    const parts: Part[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    const shown = parts.map((part) => {
      const url = typeof part.image_url === 'string' ? part.image_url : part.image_url?.url;
      if (url?.startsWith('data:image/')) return html`<img src=${url} alt="Image in the message" />`;
      if (url) return html`<p class="text">[An image at an outside address, which is not loaded]</p>`;
      return part.text?.trim() ? html`<div class="text">${part.text}</div>` : nothing;
    });
    return shown.some((part) => part !== nothing) ? html`<div class="body">${shown}</div>` : nothing;
  }

  #call(call: ToolCall): TemplateResult {
    const output = this.outputs.get(call.id ?? '');
    const input = call.function?.arguments ?? '';
    return html`<details>
      <summary>
        <b>${call.function?.name ?? 'tool'}</b><code>${preview(firstValue(input))}</code>
        ${output && failed(output) ? html`<span class="failed">failed</span>` : nothing}
      </summary>
      <div class="label">Input</div>
      <pre tabindex="0" role="group" aria-label="Input">${readable(input)}</pre>
      ${
        output
          ? html`<div class="label">Output</div>
              <pre tabindex="0" role="group" aria-label="Output">${outputText(output)}</pre>`
          : html`<div class="label">No output</div>`
      }
    </details>`;
  }

  #output(message: Message): TemplateResult {
    return html`<details>
      <summary><b>${message.tool_name ?? 'tool'}</b><code>${preview(outputText(message))}</code></summary>
      <div class="label">Output</div>
      <pre tabindex="0" role="group" aria-label="Output">${outputText(message)}</pre>
    </details>`;
  }
}

function preview(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > PREVIEW ? `${line.slice(0, PREVIEW)}…` : line;
}

/** JSON, or undefined where the text is none. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a call is about is mostly told by the first of its arguments. */
function firstValue(input: string): string {
  const value = json(input);
  const first = isObject(value) ? Object.values(value)[0] : undefined;
  return typeof first === 'string' ? first : input;
}

function readable(text: string): string {
  const value = json(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

function plain(message: Message): string {
  return typeof message.content === 'string'
    ? message.content
    : message.content.map((part) => part.text ?? `[${part.type}]`).join('\n');
}

function failed(message: Message): boolean {
  const value = json(plain(message));
  return isObject(value) && (Boolean(value.error) || (typeof value.exit_code === 'number' && value.exit_code !== 0));
}

/** The output of a command as its reader knows it; other JSON indented. */
function outputText(message: Message): string {
  const text = plain(message);
  const value = json(text);
  const lines = [];
  if (isObject(value) && typeof value.output === 'string') {
    if (value.output || !value.error) lines.push(value.output || '(nothing)');
    if (value.error) lines.push(`error: ${String(value.error)}`);
    if (typeof value.exit_code === 'number' && value.exit_code !== 0) lines.push(`exit code ${value.exit_code}`);
  } else {
    lines.push(readable(text));
  }
  if (message._content_truncated)
    lines.push(`… cut; ${message._content_original_chars?.toLocaleString()} characters in all`);
  return lines.join('\n');
}
