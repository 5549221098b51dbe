import { deepFocus } from '../shell/menu';
import type { Entry } from './entries';
import type { Lines } from './lines';

interface Held {
  element: HTMLElement;
  entry: Entry;
  lines: Lines;
  place: number;
  /** What is typed into it. */
  typed?: string;
}

/** Where the focus can go among the rows. */
interface Places {
  /** The field for another title, if that row has it. */
  input(key: string): HTMLInputElement | undefined;
  link(key: string): HTMLElement | undefined;
  focusRow(key: string): void;
}

/** Keeps the focus in its row, and what is typed there, while the rows are made anew: a row that is moved or goes loses it. */
export class KeptFocus {
  #held?: Held;

  /** Whether rows are being made anew, so that a lost focus means nothing. */
  get holds(): boolean {
    return this.#held !== undefined;
  }

  /** Notes what has the focus, if it is something in the row of this key. */
  hold(element: Element | null, key: string, lines: Lines): void {
    this.#held = undefined;
    if (!(element instanceof HTMLElement) || !element.closest('.row')) return;
    const place = lines.placeOf(key);
    const entry = lines.entry(place);
    if (!entry) return;
    this.#held = { element, entry, lines, place };
    if (element instanceof HTMLInputElement && element.type === 'text') this.#held.typed = element.value;
  }

  /** A conversation that goes on in another session has another row, which is meant from now on; `to` is empty where none is. */
  follow(lines: Lines, entries: readonly Entry[]): { from: string; to: string } | undefined {
    const held = this.#held;
    if (!held || lines === held.lines || lines.placeOf(held.entry.key) >= 0) return undefined;
    const { key, profile, conversation } = held.entry;
    const now = entries.find((it) => it.profile === profile && it.conversation === conversation);
    if (now) held.entry = now;
    return { from: key, to: now?.key ?? '' };
  }

  /** Gives the focus back where the rows have lost it: to the row, or to the one that took its place. */
  giveBack(lines: Lines, places: Places): void {
    const held = this.#held;
    this.#held = undefined;
    if (!held || deepFocus()) return;
    if (held.element.isConnected) {
      held.element.focus({ preventScroll: true });
      return;
    }
    const { key } = held.entry;
    const input = places.input(key);
    if (input) {
      input.value = held.typed ?? input.value;
      input.focus({ preventScroll: true });
    } else if (lines.placeOf(key) >= 0) places.link(key)?.focus({ preventScroll: true });
    else {
      const left = lines.keys();
      const near = held.lines.nearest(held.place, (it) => left.has(it.key));
      if (near) places.focusRow(near.key);
    }
  }
}
