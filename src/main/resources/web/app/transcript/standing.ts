import type { HermesMessage } from './hermes-message';

/** So near to the end the transcript follows what is added. */
const END_PX = 64;
/** What is further from what is seen is far off. */
const FAR_PX = 3_200;

/**
 * Where somebody stands in a transcript: at its end, which is followed as it grows, or with a message at a height of the
 * window, where it stays whatever comes above it or gets another size.
 */
export class Standing {
  following = true;
  #anchor?: { id: string; offset: number };

  /**
   * @param scroller what scrolls, once it is there
   * @param column what the messages are in
   */
  constructor(
    private readonly scroller: () => HTMLElement | undefined | null,
    private readonly column: () => HTMLElement | undefined | null,
  ) {}

  elements(): HermesMessage[] {
    return [...(this.column()?.querySelectorAll<HermesMessage>('hermes-message') ?? [])];
  }

  /** The message, or the one whose call gave this result. */
  elementOf(id: number): HermesMessage | undefined {
    return this.elements().find(
      (it) => it.item.message.id === id || it.item.outputs.some((output) => output?.id === id),
    );
  }

  /** Pixels from what is seen to the end of what is loaded. */
  get distance(): number {
    const scroller = this.scroller();
    return scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight : 0;
  }

  get atEnd(): boolean {
    return this.distance < END_PX;
  }

  /** The message that it stands with, or 0. */
  get at(): number {
    return Number(this.#anchor?.id.slice(1) ?? 0);
  }

  /** Stands nowhere in particular. */
  leave(): void {
    this.#anchor = undefined;
  }

  /** Stands with a message a bit below the upper edge. */
  standAt(element: HermesMessage): void {
    this.#anchor = { id: element.id, offset: Math.min(90, (this.scroller()?.clientHeight ?? 0) / 6) };
  }

  /** Remembers the first message that is seen, and where. */
  hold(hasAfter: boolean): void {
    const scroller = this.scroller();
    if (!scroller) return;
    this.following = !hasAfter && this.atEnd;
    const top = scroller.getBoundingClientRect().top;
    const elements = this.elements();
    let low = 0;
    let high = elements.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > top + 1) high = middle;
      else low = middle + 1;
    }
    const first = elements[low];
    if (first) this.#anchor = { id: first.id, offset: first.getBoundingClientRect().top - top };
  }

  /** Goes back to where it stood. */
  restore(hasAfter: boolean): void {
    const scroller = this.scroller();
    if (!scroller) return;
    if (this.following && !hasAfter) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    const anchor = this.#anchor;
    const element = anchor && this.column()?.querySelector(`#${anchor.id}`);
    if (!element) return;
    const moved = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
    if (Math.abs(moved) > 0.5) scroller.scrollTop += moved;
  }

  /** The first message that is far below what is seen, or the last one far above, by its id. */
  far(where: 'above' | 'below'): number | undefined {
    const box = this.scroller()?.getBoundingClientRect();
    if (!box) return undefined;
    const elements = this.elements();
    const found =
      where === 'below'
        ? elements.find((it) => it.getBoundingClientRect().top > box.bottom + FAR_PX)
        : elements.findLast((it) => it.getBoundingClientRect().bottom < box.top - FAR_PX);
    return found?.item.message.id;
  }

  /** The message that is read, a third below the upper edge. */
  read(): HermesMessage | undefined {
    const scroller = this.scroller();
    if (!scroller) return undefined;
    const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
    return this.elements().findLast((it) => it.getBoundingClientRect().top <= line);
  }

  /** The next message of a user, or the one before, of those that are loaded. */
  turn(step: -1 | 1): HermesMessage | undefined {
    const line = (this.scroller()?.getBoundingClientRect().top ?? 0) + 100;
    const asked = this.elements().filter((it) => it.item.message.kind === 'user');
    return step > 0
      ? asked.find((it) => it.getBoundingClientRect().top > line + 4)
      : asked.findLast((it) => it.getBoundingClientRect().top < line - 40);
  }
}
