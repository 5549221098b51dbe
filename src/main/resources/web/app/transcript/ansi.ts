/**
 * Output of a terminal as its reader knew it: colours and weights of the ANSI sequences as spans with classes, what was
 * overwritten after a carriage return left out, all other sequences dropped. Only text nodes and spans are made.
 */

interface Look {
  classes: Set<string>;
  fore?: string;
  back?: string;
}

const SEQUENCE = /\x1b(?:\[([0-9;:?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|\x9b([0-9;:?]*)([@-~])/g;
const MARKS: Record<number, string> = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underlined', 7: 'inverse', 9: 'struck' };
const ENDS: Record<number, string[]> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underlined'],
  27: ['inverse'],
  29: ['struck'],
};

/** Whether a text has anything of a terminal's in it. */
export const fromTerminal = (text: string): boolean => text.includes('\x1b[') || text.includes('\x9b');

/** The text with its looks, to be put into a `pre`. */
export function terminalText(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const look: Look = { classes: new Set() };
  let at = 0;
  const lines = overwritten(text);
  for (const match of lines.matchAll(SEQUENCE)) {
    append(fragment, lines.slice(at, match.index), look);
    at = match.index + match[0].length;
    if ((match[2] ?? match[4]) === 'm') apply(look, match[1] ?? match[3] ?? '');
  }
  append(fragment, lines.slice(at), look);
  return fragment;
}

/** Of a line that was written again and again, as progress bars are, what stood there last. */
function overwritten(text: string): string {
  const lines = text.replace(/\r+\n/g, '\n');
  if (!/[\r\x08]/.test(lines)) return lines;
  return lines
    .split('\n')
    .map((line) => line.split('\r').findLast((it) => it !== '') ?? '')
    .map((line) => line.replace(/[^\x08]\x08/g, '').replaceAll('\x08', ''))
    .join('\n');
}

function append(to: DocumentFragment, raw: string, look: Look): void {
  // What is left of broken sequences and other control characters shows nothing.
  const text = raw.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
  if (!text) return;
  if (look.classes.size === 0 && !look.fore && !look.back) {
    to.append(text);
    return;
  }
  const span = document.createElement('span');
  span.className = [...look.classes].join(' ');
  if (look.fore) span.style.color = look.fore;
  if (look.back) span.style.backgroundColor = look.back;
  span.textContent = text;
  to.append(span);
}

function apply(look: Look, parameters: string): void {
  const codes = parameters.split(/[;:]/).map((it) => Number(it) || 0);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const mark = MARKS[code];
    if (code === 0) {
      look.classes.clear();
      look.fore = look.back = undefined;
    } else if (mark) look.classes.add(mark);
    else if (ENDS[code]) ENDS[code].forEach((it) => look.classes.delete(it));
    else if (code === 38 || code === 48) {
      const { color, used } = extended(codes.slice(i + 1));
      colour(look, code === 38 ? 'f' : 'b', undefined, color);
      i += used;
    } else if (code === 39 || code === 49) colour(look, code === 39 ? 'f' : 'b');
    else if (code >= 30 && code <= 37) colour(look, 'f', code - 30);
    else if (code >= 90 && code <= 97) colour(look, 'f', code - 82);
    else if (code >= 40 && code <= 47) colour(look, 'b', code - 40);
    else if (code >= 100 && code <= 107) colour(look, 'b', code - 92);
  }
}

function colour(look: Look, ground: 'f' | 'b', number?: number, own?: string): void {
  [...look.classes].filter((it) => it.startsWith(`${ground}-`)).forEach((it) => look.classes.delete(it));
  if (ground === 'f') look.fore = own;
  else look.back = own;
  if (number !== undefined) look.classes.add(`${ground}-${number}`);
}

function extended(rest: number[]): { color?: string; used: number } {
  if (rest[0] === 2) {
    return { color: `rgb(${[1, 2, 3].map((it) => Math.min(255, rest[it] ?? 0)).join(' ')})`, used: 4 };
  }
  if (rest[0] !== 5) return { used: 0 };
  const index = Math.min(255, rest[1] ?? 0);
  return { color: ofPalette(index), used: 2 };
}

const BASIC = ['#3b3b3b', '#c4443b', '#3f8f4f', '#a07a1c', '#3a75c4', '#9a55b5', '#2f8f96', '#b8b8b8'];

/** A colour of the palette of 256. */
function ofPalette(index: number): string {
  if (index < 16) return BASIC[index % 8] ?? '#888888';
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const step = (it: number): number => (it === 0 ? 0 : 55 + it * 40);
  const cube = index - 16;
  return `rgb(${step(Math.floor(cube / 36))} ${step(Math.floor(cube / 6) % 6)} ${step(cube % 6)})`;
}
