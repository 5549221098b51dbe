import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Failure } from '../api';
import { bytes, span } from '../figures';
import { sessionPath } from '../router';
import { fromTerminal } from './ansi';
import { codeBlock, diffBlock, languageOf, terminalBlock } from './code-block';
import { changes, isDiff, tally, unified, type DiffLine } from './diff';
import { icon } from './icons';
import { sharedFold, type Folds } from './folds';
import { markdown } from './markdown';
import { isObject, plain } from './text';
import { callOf, resultOf, took, type Call, type Result } from './tools';
import type { Message, Reader, Subagent, ToolCall } from './wire';

/**
 * One call of a tool and what came of it: a line that unfolds. It renders into the transcript's own tree, so that text
 * can be selected across messages.
 *
 * @fires navigate to a conversation that works for this one
 */
@customElement('hermes-tool')
export class ToolCard extends LitElement {
  /** The call; undefined for a result whose call is not at hand. */
  @property({ attribute: false }) call?: ToolCall;
  /** The message that the call stands in, or that is the result. */
  @property({ attribute: false }) message!: Message;
  @property({ attribute: false }) output?: Message;
  @property({ attribute: false }) subagent?: Subagent;
  @property({ attribute: false }) reader!: Reader;
  @property({ attribute: false }) folds: Folds = sharedFold;
  @property({ attribute: false }) name = '';
  @state() private pieces = '';
  @state() private next?: number;
  @state() private loading = false;
  @state() private failure = '';

  #call!: Call;
  #result?: Result;
  #built?: { input: Node[]; output: Node[] };

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

  get #key(): string {
    return `${this.message.id}/${this.name}`;
  }

  protected willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call') || changed.has('output') || changed.has('message')) {
      this.#call = callOf(this.call ?? { function: { name: this.message.tool_name, arguments: '' } });
      this.#built = undefined;
      this.#result = undefined;
    }
    if (this.output && !this.#result) this.#result = this.#read(this.output);
  }

  #read(output: Message): Result {
    return resultOf(this.pieces || plain(output), Boolean(output.cut?.['content']) && !this.#whole);
  }

  get #whole(): boolean {
    return this.pieces !== '' && this.next === undefined;
  }

  render(): TemplateResult {
    const call = this.#call;
    const result = this.#result;
    const open = this.folds.isOpen(this.#key);
    const seconds = took(this.message, this.output);
    const about = call.about || (this.call ? '' : (result?.text.slice(0, 100) ?? ''));
    return html`<details class="tool ${result?.failed ? 'failed' : ''}" ?open=${open} @toggle=${this.#toggle}>
      <summary>
        ${icon(call.icon)}<b>${call.name}</b><span class="about">${about}</span>
        <span class="facts">
          ${result?.failed ? html`<span class="bad">${result.failure}</span>` : nothing}
          ${seconds !== undefined ? html`<span>${span(seconds)}</span>` : nothing}
          ${this.call && !this.output ? html`<span>no output</span>` : nothing}
        </span>
        ${icon('chevron', 14)}
      </summary>
      ${open ? html`<div class="tool-body">${this.#body(call, result)}</div>` : nothing}
    </details>`;
  }

  #body(call: Call, result?: Result): unknown {
    this.#built ??= { input: this.#input(call), output: result ? this.#outputOf(call, result) : [] };
    const cut = this.output?.cut?.['content'];
    return html`
      ${this.#built.input}
      ${result?.failed && result.error ? html`<p class="wrong">${icon('fail', 14)} ${result.error}</p>` : nothing}
      ${this.#built.output}
      ${
        this.output && cut && !this.#whole
          ? html`<p class="more">
              <button type="button" ?disabled=${this.loading} @click=${this.#more}>
                ${this.loading ? 'Loading…' : this.pieces ? 'Show more' : `Show the whole output (${bytes(cut.bytes)})`}
              </button>
              <span>${this.failure || (this.pieces ? `${bytes(this.next ?? 0)} of ${bytes(cut.bytes)} shown` : 'This is its beginning')}</span>
            </p>`
          : nothing
      }
      ${
        this.subagent
          ? html`<p class="more">
              <button type="button" @click=${this.#visit}>${icon('agent')} Open “${this.subagent.title || 'the subagent'}”</button>
              <span>${this.subagent.message_count.toLocaleString()} messages</span>
            </p>`
          : nothing
      }
    `;
  }

  /** What it was given, in the form that it has: a command, a change, a file, or names and values. */
  #input(call: Call): Node[] {
    const values = call.values;
    if (!this.call) return [];
    if (!values) return call.input && call.input !== '{}' ? [codeBlock(call.input, 'json', 'arguments')] : [];
    const text = (name: string): string | undefined => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    };
    const path = text('path') ?? text('file_path') ?? text('filename') ?? '';
    const command = text('command') ?? text('cmd');
    if (call.kind === 'terminal' && command) {
      const rest = without(values, 'command', 'cmd');
      return this.#result?.terminal && !this.#result.text
        ? [terminalBlock('', 'terminal', command), ...rest]
        : this.#result?.terminal
          ? rest
          : [terminalBlock('', 'terminal', command), ...rest];
    }
    const code = text('code');
    if (call.kind === 'code' && code) return [codeBlock(code, text('language') ?? 'python'), ...without(values, 'code', 'language')];
    const from = text('old_string') ?? text('old_str') ?? text('search');
    const to = text('new_string') ?? text('new_str') ?? text('replace');
    if (from !== undefined && to !== undefined) {
      const lines = changes(from, to);
      return [
        diffBlock(lines, to, path || 'change'),
        ...without(values, 'old_string', 'old_str', 'search', 'new_string', 'new_str', 'replace', 'path', 'file_path'),
      ];
    }
    const patch = text('patch') ?? text('diff');
    if (patch && isDiff(patch)) return [diffBlock(unified(patch), patch, path || 'patch'), ...without(values, 'patch', 'diff', 'path')];
    const content = text('content') ?? text('file_text');
    if (content !== undefined && path) {
      return [codeBlock(content, languageOf(path), path), ...without(values, 'content', 'file_text', 'path', 'file_path', 'filename')];
    }
    // What the line above says in full is not said again.
    const said = Object.keys(values).filter((name) => values[name] === call.about);
    return without(values, ...said);
  }

  #outputOf(call: Call, result: Result): Node[] {
    const values = call.values ?? {};
    const command = call.kind === 'terminal' ? values['command'] ?? values['cmd'] : undefined;
    if (!result.text) return typeof command === 'string' ? [] : [note('It gave nothing back')];
    const change = changed(result);
    if (change) return [diffBlock(change, result.text, 'changes')];
    if (isDiff(result.text) && !result.value) {
      const first = typeof command === 'string' ? [terminalBlock('', 'terminal', command)] : [];
      return [...first, diffBlock(unified(result.text), result.text, 'diff')];
    }
    if (result.terminal || fromTerminal(result.text)) {
      return [terminalBlock(result.text, 'terminal', typeof command === 'string' ? command : '')];
    }
    if (isObject(result.value) || Array.isArray(result.value)) return [structured(result)];
    if (call.kind === 'read' && typeof values['path'] === 'string') {
      return [codeBlock(result.text, languageOf(values['path']), values['path'])];
    }
    return [codeBlock(result.text, '', 'output')];
  }

  #toggle(event: Event): void {
    const details = event.currentTarget as HTMLDetailsElement;
    if (details.open !== this.folds.isOpen(this.#key)) this.folds.set(this.#key, details.open);
  }

  #more = async (): Promise<void> => {
    if (!this.output || this.loading) return;
    this.loading = true;
    try {
      const piece = await this.reader.piece(this.output.id, 'content', this.next ?? 0);
      this.pieces += piece.text;
      this.next = piece.next_offset;
      this.failure = '';
      this.#result = undefined;
      this.#built = undefined;
    } catch (error) {
      if (this.reader.ended) return;
      this.failure = error instanceof Failure ? error.message : 'It could not be read';
    } finally {
      this.loading = false;
    }
  };

  #visit = (): void => {
    const path = sessionPath(this.subagent?.session_id ?? '', undefined, this.reader.profile);
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  };
}

/** What is not shown otherwise, by name. */
function without(values: Record<string, unknown>, ...shown: string[]): Node[] {
  const rest = Object.entries(values).filter(([name]) => !shown.includes(name));
  if (rest.length === 0) return [];
  const list = document.createElement('dl');
  list.className = 'values';
  for (const [name, value] of rest) {
    const term = document.createElement('dt');
    term.textContent = name;
    const words = document.createElement('dd');
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    if (text.length > 400 || text.includes('\n')) words.append(codeBlock(text, typeof value === 'string' ? '' : 'json', name));
    else words.textContent = text;
    list.append(term, words);
  }
  return [list];
}

function note(text: string): Node {
  const line = document.createElement('p');
  line.className = 'nothing';
  line.textContent = text;
  return line;
}

/** Tools that change files tell the change in a member of what they give back. */
function changed(result: Result): DiffLine[] | undefined {
  const diff = isObject(result.value) ? result.value['diff'] ?? result.value['patch'] : undefined;
  if (typeof diff !== 'string' || !isDiff(diff)) return undefined;
  const lines = unified(diff);
  const { added, removed } = tally(lines);
  return added + removed > 0 ? lines : undefined;
}

function structured(result: Result): Node {
  const value = result.value;
  if (isObject(value) && typeof value['content'] === 'string' && Object.keys(value).length <= 6) {
    const box = document.createElement('div');
    const content = value['content'];
    const path = typeof value['path'] === 'string' ? value['path'] : '';
    box.append(codeBlock(content, path ? languageOf(path) : '', path || 'content'), ...without(value, 'content', 'path'));
    return box;
  }
  if (isObject(value) && typeof value['summary'] === 'string') {
    const box = document.createElement('div');
    box.append(markdown(value['summary']), ...without(value, 'summary'));
    return box;
  }
  return codeBlock(result.text, 'json', 'output');
}
