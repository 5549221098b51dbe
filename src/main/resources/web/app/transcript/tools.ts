import type { Icon } from './icons';
import { isObject, json, preview } from './text';
import type { Message, ToolCall } from './wire';

/** What a call of a tool is about, and what came of it. */

export type Kind = 'terminal' | 'code' | 'read' | 'write' | 'edit' | 'search' | 'web' | 'agent' | 'todo' | 'other';

const KINDS: [RegExp, Kind, Icon][] = [
  [/^(terminal|bash|shell|run_command|exec(ute)?_(command|shell)|process)/, 'terminal', 'terminal'],
  [/^(execute_code|python|run_code|code_interpreter)/, 'code', 'terminal'],
  [/^(write_file|create_file|save_file)/, 'write', 'file'],
  [/^(patch|edit|str_replace|apply_patch|replace)/, 'edit', 'edit'],
  [/^(read_file|view|cat|open_file|list_)/, 'read', 'file'],
  [/^(search_files|grep|find|glob|session_search|.*search)/, 'search', 'search'],
  [/^(web|browser|fetch|http|url)/, 'web', 'globe'],
  [/^(delegate|subagent|spawn|task)/, 'agent', 'agent'],
  [/^(todo|plan|kanban)/, 'todo', 'list'],
];
const OTHERS: [RegExp, Icon][] = [
  [/memory|note|skill/, 'memory'],
  [/image|vision|photo|screenshot/, 'image'],
  [/cron|schedule|sleep|wait/, 'clock'],
];
const TELLING = ['command', 'path', 'file_path', 'filename', 'query', 'pattern', 'url', 'goal', 'task', 'prompt', 'code', 'name'];

export interface Call {
  name: string;
  kind: Kind;
  icon: Icon;
  /** The arguments as they are stored. */
  input: string;
  /** The same as an object; undefined where they are none, or cut. */
  values?: Record<string, unknown>;
  /** What it is about, in a line. */
  about: string;
}

export function callOf(call: ToolCall): Call {
  const name = call.function?.name ?? 'tool';
  const input = typeof call.function?.arguments === 'string' ? call.function.arguments : JSON.stringify(call.function?.arguments ?? '');
  const value = json(input);
  const values = isObject(value) ? value : undefined;
  const known = KINDS.find(([pattern]) => pattern.test(name));
  return {
    name,
    kind: known?.[1] ?? 'other',
    icon: known?.[2] ?? OTHERS.find(([pattern]) => pattern.test(name))?.[1] ?? 'wrench',
    input,
    values,
    about: preview(about(values) ?? partial(input) ?? input),
  };
}

function about(values?: Record<string, unknown>): string | undefined {
  if (!values) return undefined;
  const named = TELLING.map((it) => values[it]).find((it) => typeof it === 'string' && it !== '');
  const first = named ?? Object.values(values).find((it) => typeof it === 'string' && it !== '');
  return typeof first === 'string' ? first : Object.keys(values).length > 0 ? JSON.stringify(values) : '';
}

/** Of arguments that were cut, and so are no JSON, what the first one says. */
const partial = (input: string): string | undefined => /^\s*\{\s*"[^"]+"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(input)?.[1];

export interface Result {
  /** What it showed, or gave back. */
  text: string;
  /** Where it is structured otherwise: the structure. */
  value?: unknown;
  /** What it shows is a terminal's. */
  terminal: boolean;
  failed: boolean;
  /** In a word or two, such as "exit code 2"; empty where it did not fail. */
  failure: string;
  /** What went wrong, in its own words; empty where it does not say. */
  error: string;
}

/** What a tool gave back; where only its beginning is at hand, that. */
export function resultOf(text: string, cut: boolean): Result {
  const value = json(text) ?? (cut ? opened(text) : undefined);
  if (isObject(value)) {
    const code = [value['exit_code'], value['returncode'], value['exitCode']].find((it) => typeof it === 'number');
    const error = value['error'];
    const wrong = Boolean(error) || value['success'] === false || (code !== undefined && code !== 0);
    const output = [value['output'], value['stdout']].find((it) => typeof it === 'string');
    const failure = !wrong ? '' : code !== undefined && code !== 0 ? `exit code ${String(code)}` : 'failed';
    const told = typeof error === 'string' ? preview(error, 400) : error ? preview(JSON.stringify(error), 400) : '';
    if (typeof output === 'string') {
      const shown = [output, typeof value['stderr'] === 'string' ? value['stderr'] : ''].filter(Boolean).join('\n');
      return { text: shown, terminal: true, failed: wrong, failure, error: told };
    }
    return {
      text: JSON.stringify(value, null, 2),
      value,
      terminal: false,
      failed: wrong,
      failure,
      error: told,
    };
  }
  if (Array.isArray(value)) {
    return { text: JSON.stringify(value, null, 2), value, terminal: false, failed: false, failure: '', error: '' };
  }
  const failed = /^(error|exception|traceback|failed)\b/i.test(text.trimStart().slice(0, 60));
  return { text, terminal: false, failed, failure: failed ? 'failed' : '', error: '' };
}

/** Of an object whose end is missing, and which begins with a text: that text, as far as it goes. */
function opened(text: string): Record<string, unknown> | undefined {
  const begin = /^\s*\{\s*"(output|stdout|content|result)"\s*:\s*"/.exec(text);
  if (!begin) return undefined;
  const rest = text.slice(begin[0].length).replace(/\\(?:u[0-9a-f]{0,3})?$/i, '');
  const inner = json(`"${rest}"`);
  return typeof inner === 'string' ? { [begin[1] ?? 'output']: inner } : undefined;
}

/** How long a call took, in seconds; undefined where the times do not tell it. */
export function took(call: Message, output: Message | undefined): number | undefined {
  if (!output?.timestamp || !call.timestamp) return undefined;
  const seconds = output.timestamp - call.timestamp;
  return seconds >= 0.01 && seconds < 86_400 * 7 ? seconds : undefined;
}
