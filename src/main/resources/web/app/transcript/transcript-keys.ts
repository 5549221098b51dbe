import type { LitElement, ReactiveController } from 'lit';

/** Keys that work while the transcript is open, for the sheet of keys. */
export const TRANSCRIPT_KEYS: readonly (readonly [key: string, words: string])[] = [
  ['f', 'find in this session'],
  ['c', 'contents: its turns, beside it'],
  ['n', 'next turn'],
  ['b', 'turn before'],
  ['o', 'open or fold all tools'],
  ['y', 'copy the command to resume'],
  ['Home', 'first message'],
  ['End', 'last message'],
];

interface Deeds {
  /** What each of the keys does. */
  readonly keys: Readonly<Record<string, () => void>>;
  find(): void;
  /** False where nothing is being looked for. */
  endFind(): boolean;
  finding(): boolean;
}

/** The keys of a transcript, wherever the focus is in it, or nowhere. */
export class TranscriptKeys implements ReactiveController {
  constructor(
    private readonly host: LitElement,
    private readonly deeds: Deeds,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Before the shell hears it where the focus is in here; after it where the focus is nowhere.
    this.host.addEventListener('keydown', this.#key);
    window.addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.#key);
    window.removeEventListener('keydown', this.#key);
  }

  #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || !(target instanceof Element)) return;
    const inside = event.composedPath().includes(this.host);
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f' && inside && !this.deeds.finding()) {
      event.preventDefault();
      this.deeds.find();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || target.matches('input, textarea, select, [contenteditable]')) return;
    if (!inside && target !== document.body) return;
    if (event.key === 'Escape' && this.deeds.endFind()) {
      event.preventDefault();
      return;
    }
    const deed = this.deeds.keys[event.key];
    if (!deed || event.shiftKey) return;
    event.preventDefault();
    deed();
  };
}
