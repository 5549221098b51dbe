import { terminalText, fromTerminal } from './ansi';
import { isDiff, tally, unified, type DiffLine } from './diff';

/** Longer code stays in one colour: to colour it would hold up the page. */
const LONGEST_COLOURED = 40_000;
const MOST_DIFF_LINES = 3_000;

const LANGUAGES: Record<string, string> = {
  py: 'python', js: 'javascript', mjs: 'javascript', jsx: 'javascript', ts: 'typescript', tsx: 'typescript',
  sh: 'bash', zsh: 'bash', yml: 'yaml', rs: 'rust', kt: 'kotlin', rb: 'ruby', cs: 'csharp', h: 'c', hpp: 'cpp',
  cc: 'cpp', md: 'markdown', html: 'xml', svg: 'xml', htm: 'xml', toml: 'ini', cfg: 'ini', conf: 'ini',
  properties: 'ini', dockerfile: 'dockerfile', makefile: 'makefile',
};

/** The language of a file, told from its name; empty where the name does not tell it. */
export function languageOf(path: string): string {
  const name = (path.split(/[/\\]/).pop() ?? '').toLowerCase();
  const extension = name.includes('.') ? (name.split('.').pop() ?? '') : name;
  return LANGUAGES[extension] ?? extension;
}

/**
 * Code with its language and a button that copies it. The button is heard by whoever shows the block: it carries
 * `data-copy`, and what is copied is the text of the `code` beside it.
 */
export function codeBlock(code: string, language: string, label = language): HTMLElement {
  if (language === 'diff' || language === 'patch' || (!language && isDiff(code))) return diffBlock(unified(code), code);
  if (language === 'ansi' || fromTerminal(code)) return terminalBlock(code, label === 'ansi' ? '' : label);
  const [block, element] = frame(label || 'text', code);
  element.textContent = code;
  if (language && code.length <= LONGEST_COLOURED) void colour(element, code, language);
  return block;
}

/** What a terminal showed. */
export function terminalBlock(text: string, label = '', command = ''): HTMLElement {
  const [block, element] = frame(label || 'terminal', command || text);
  block.classList.add('terminal');
  if (command) {
    const line = document.createElement('span');
    line.className = 'command';
    line.textContent = command;
    element.append(line, '\n');
  }
  element.append(terminalText(text));
  return block;
}

/** Lines that came, went and stayed. */
export function diffBlock(lines: DiffLine[], source: string, label = ''): HTMLElement {
  const { added, removed } = tally(lines);
  const [block, element] = frame(label || 'diff', source);
  block.classList.add('diff');
  const numbers = document.createElement('span');
  numbers.className = 'tally';
  numbers.append(part('plus', `+${added}`), ' ', part('minus', `−${removed}`));
  block.querySelector('.name')?.append(' ', numbers);
  element.append(...lines.slice(0, MOST_DIFF_LINES).map(row));
  if (lines.length > MOST_DIFF_LINES) element.append(`… ${lines.length - MOST_DIFF_LINES} lines more`);
  return block;
}

function row(line: DiffLine): HTMLElement {
  const sign = { added: '+', removed: '−' }[line.kind as string] ?? ' ';
  const element = part(`line ${line.kind}`, '');
  if (line.kind === 'file' || line.kind === 'hunk' || line.kind === 'note') element.append(part('words', line.text));
  else {
    // Numbers and signs are drawn, so that who copies lines copies lines.
    element.dataset.before = String(line.before ?? '');
    element.dataset.after = String(line.after ?? '');
    element.dataset.sign = sign;
    element.append(part('words', line.text));
  }
  return element;
}

function part(name: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}

function frame(label: string, copied: string): [block: HTMLElement, code: HTMLElement] {
  const block = document.createElement('div');
  block.className = 'block';
  const head = document.createElement('div');
  head.className = 'block-head';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy ${label}`);
  COPIED.set(button, copied);
  head.append(part('name', label), button);
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', label);
  const code = document.createElement('code');
  pre.append(code);
  block.append(head, pre);
  return [block, code];
}

const COPIED = new WeakMap<Element, string>();

/** What a button for copying copies. */
export const copiedBy = (button: Element): string | undefined => COPIED.get(button);

async function colour(element: HTMLElement, code: string, language: string): Promise<void> {
  const { highlighted } = await import('./highlighting');
  const fragment = highlighted(code, LANGUAGES[language] ?? language);
  if (fragment) element.replaceChildren(fragment);
}
