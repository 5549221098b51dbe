/** Which cards are open. It outlives the cards: they go when they are scrolled away. */
export class Folds extends EventTarget {
  readonly #own = new Map<string, boolean>();
  #all = false;

  get all(): boolean {
    return this.#all;
  }

  isOpen(key: string): boolean {
    return this.#own.get(key) ?? this.#all;
  }

  set(key: string, open: boolean): void {
    this.#own.set(key, open);
    this.dispatchEvent(new Event('change'));
  }

  /** Opens or closes all, those that come later included. */
  setAll(open: boolean): void {
    this.#all = open;
    this.#own.clear();
    this.dispatchEvent(new Event('change'));
  }
}

export const sharedFold = new Folds();
