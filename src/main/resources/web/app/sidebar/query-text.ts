/**
 * The text of a filter, taken apart for showing: filters such as `source:telegram` become chips, the rest stays words.
 * What it means says the service alone; here nothing is understood, only cut.
 */

const NAMES =
  'source|profile|project|tag|title|model|workspace|before|after|cost|messages|is|tool|role|has';
const PART = new RegExp(`-?(?:${NAMES}):(?:[<>]=?)?(?:"[^"]*"|[^\\s",]+)(?:,(?:"[^"]*"|[^\\s",]+))*`, 'giy');

export interface QueryText {
  chips: string[];
  words: string;
}

/** Chips are only what is complete: followed by a blank, or at the end if `whole`. */
export function takeApart(text: string, whole = true): QueryText {
  const chips: string[] = [];
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    PART.lastIndex = at;
    const chip = PART.exec(text);
    const end = chip ? at + chip[0].length : 0;
    const closed = chip && (end === text.length ? whole : /\s/.test(text[end] ?? ''));
    if (chip && closed) {
      chips.push(chip[0]);
      at = end;
    } else {
      const word = /^(?:-?"[^"]*"?|\S)+/.exec(text.slice(at))?.[0] ?? text.slice(at);
      words.push(word);
      at += word.length;
    }
  }
  return { chips, words: words.join(' ') };
}

export function putTogether({ chips, words }: QueryText): string {
  return [...chips, words].filter(Boolean).join(' ');
}

/** A text with a chip, or without it if it was there. */
export function toggled(text: string, chip: string): string {
  const parts = takeApart(text);
  const chips = parts.chips.includes(chip) ? parts.chips.filter((it) => it !== chip) : [...parts.chips, chip];
  return putTogether({ chips, words: parts.words });
}

/** A value as a filter takes it. */
export function quoted(value: string): string {
  return /[\s",]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
