import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { deepFocus } from './menu';
import { PLACES } from './places';

/** So long after `g` a key tells where to go. */
const PREFIX_MS = 1_200;
const GO: Partial<Record<string, string>> = { l: '/', s: '/search', i: '/insights', h: '/service', ',': '/settings' };

/** What keys do; those that answer false let the key mean what it does otherwise. */
interface Deeds {
  goTo(path: string): void;
  openPalette(): void;
  openSheet(): void;
  move(step: 1 | -1): void;
  filter(): void;
  fold(): void;
  undo(): boolean;
  escape(): boolean;
  /** A key for the row that has the focus. */
  rowKey(event: KeyboardEvent): boolean;
  /** Whether the focus is in the list. */
  inList(): boolean;
}

/** The keys that work wherever nothing is typed. */
export class Keys implements ReactiveController {
  /** What is typed into the search that is still being loaded; undefined while none is. */
  typedAhead: string | undefined;
  #prefix = 0;

  constructor(
    host: ReactiveControllerHost,
    private readonly deeds: Deeds,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#key);
  }

  #key = (event: KeyboardEvent): void => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.deeds.openPalette();
      return;
    }
    const target = event.composedPath()[0];
    const typing = target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
    const boxed = event.composedPath().some((it) => it instanceof Element && it.matches('dialog, [popover]'));
    if (typing || boxed || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (this.typedAhead !== undefined && event.key.length === 1) {
      this.typedAhead += event.key;
      event.preventDefault();
    } else if (this.#stroke(event)) event.preventDefault();
  };

  #stroke(event: KeyboardEvent): boolean {
    const { key } = event;
    const { deeds } = this;
    if (this.#prefix && Date.now() - this.#prefix < PREFIX_MS) {
      this.#prefix = 0;
      const path = GO[key];
      if (path && PLACES.some((it) => it[1] === path)) {
        deeds.goTo(path);
        return true;
      }
    }
    if (deeds.rowKey(event)) return true;
    // Arrows scroll what is open while it has the focus; elsewhere they walk through the list.
    const inList = !deepFocus() || deeds.inList();
    if (key === 'j' || (key === 'ArrowDown' && inList)) deeds.move(1);
    else if (key === 'k' || (key === 'ArrowUp' && inList)) deeds.move(-1);
    else if (key === '/') deeds.filter();
    else if (key === '?') deeds.openSheet();
    else if (key === 'g') this.#prefix = Date.now();
    else if (key === '[') deeds.fold();
    else if (key === 'z') return deeds.undo();
    else if (key === 'Escape') return deeds.escape();
    else return false;
    return true;
  }
}
