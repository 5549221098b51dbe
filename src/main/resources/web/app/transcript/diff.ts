/** Changes of files as lines, from a unified diff or from a text and what it was replaced by. */

export interface DiffLine {
  kind: 'file' | 'hunk' | 'added' | 'removed' | 'same' | 'note';
  text: string;
  before?: number;
  after?: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/m;
/** Of longer texts no table of common lines is made: it grows with the square. */
const MOST_LINES = 600;

/** Whether a text is a diff: it has a hunk, and says of which files or begins with it. */
export const isDiff = (text: string): boolean =>
  HUNK.test(text.slice(0, 20_000)) && /^(diff --git |--- |@@ -|Index: )/m.test(text.slice(0, 4_000));

/** The lines of a unified diff, numbered as the files are. */
export function unified(text: string): DiffLine[] {
  let before = 0;
  let after = 0;
  let inHunk = false;
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line): DiffLine => {
      const hunk = HUNK.exec(line);
      if (hunk) {
        before = Number(hunk[1]);
        after = Number(hunk[2]);
        inHunk = true;
        return { kind: 'hunk', text: line };
      }
      if (/^(diff --git |--- |\+\+\+ |Index: )/.test(line) && !(inHunk && /^(---|\+\+\+) ?$/.test(line))) {
        inHunk = inHunk && !/^(diff --git |Index: )/.test(line);
        return { kind: 'file', text: line };
      }
      if (!inHunk) return { kind: 'note', text: line };
      if (line.startsWith('+')) return { kind: 'added', text: line.slice(1), after: after++ };
      if (line.startsWith('-')) return { kind: 'removed', text: line.slice(1), before: before++ };
      if (line.startsWith('\\')) return { kind: 'note', text: line };
      return { kind: 'same', text: line.slice(1), before: before++, after: after++ };
    });
}

/** What a text was changed to, with a few of the lines around each change. */
export function changes(from: string, to: string): DiffLine[] {
  const one = from.split('\n');
  const other = to.split('\n');
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(one.slice(Math.max(0, head - 3), head)),
    ...between(one.slice(head, one.length - tail), other.slice(head, other.length - tail)),
    ...same(one.slice(one.length - tail, one.length - tail + 3)),
  ];
}

function between(one: string[], other: string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (one.length > MOST_LINES || other.length > MOST_LINES) return [...one.map(removed), ...other.map(added)];
  const width = other.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      common[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      lines.push({ kind: 'same', text: one[i] ?? '' });
      i++;
      j++;
    } else if (j >= other.length || (i < one.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(removed(one[i++] ?? ''));
    } else {
      lines.push(added(other[j++] ?? ''));
    }
  }
  return lines;
}

/** How many lines came and went. */
export const tally = (lines: DiffLine[]): { added: number; removed: number } => ({
  added: lines.filter((it) => it.kind === 'added').length,
  removed: lines.filter((it) => it.kind === 'removed').length,
});
