import type { Message, Part } from './wire';

/** JSON, or undefined where the text is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const parts = (content: string | Part[]): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** All that is text in a message. */
export const plain = (message: Message): string =>
  parts(message.content)
    .map((part) => part.text ?? (part.type === 'text' ? '' : `[${part.type}]`))
    .join('\n');

/** The first words, in one line. */
export function preview(text: string, length = 120): string {
  const line = text.slice(0, length * 3).replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
