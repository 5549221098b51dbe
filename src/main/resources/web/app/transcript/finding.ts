import { html, nothing, type ReactiveControllerHost } from 'lit';
import './find-bar';
import type { FindBar } from './find-bar';
import type { Folds } from './folds';
import type { HermesMessage } from './hermes-message';
import { bringIntoView, unfold } from './hit';
import { mark, unmark } from './marks';
import type { Hit, Reader } from './wire';

/** The transcript in which something is looked for. */
interface Transcript {
  bar(): FindBar | null | undefined;
  column(): HTMLElement | null | undefined;
  scroller(): HTMLElement | null | undefined;
  folds(): Folds;
  /** Goes to a message and answers what shows it, if it is there. */
  goTo(id: number): Promise<HermesMessage | undefined>;
  /** It stands where it was scrolled to. */
  hold(): void;
  /** Nothing is looked for any more. */
  ended(): void;
}

/** Looking for a text in a transcript: the bar with it, and its hits marked, unfolded and brought into view. */
export class Finding {
  on = false;
  #text = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly transcript: Transcript,
  ) {}

  open(): void {
    if (this.on) this.transcript.bar()?.again();
    this.on = true;
    this.host.requestUpdate();
  }

  end(): void {
    this.forget();
    unmark();
    this.transcript.ended();
  }

  /** Another conversation is open. */
  forget(): void {
    this.on = false;
    this.#text = '';
    this.host.requestUpdate();
  }

  /** Marks the text in messages that came since. */
  markNew(target: HermesMessage | undefined): void {
    const column = this.transcript.column();
    if (this.on && this.#text && column) mark(column, this.#text, target);
  }

  render(reader: Reader): unknown {
    if (!this.on) return nothing;
    return html`<hermes-find
      .reader=${reader}
      @find-at=${(event: CustomEvent<{ hit?: Hit; text: string }>) => void this.#show(event.detail.text, event.detail.hit)}
      @find-end=${() => this.end()}
    ></hermes-find>`;
  }

  async #show(text: string, hit?: Hit): Promise<void> {
    this.#text = text;
    if (!hit) {
      unmark();
      return;
    }
    const element = await this.transcript.goTo(hit.id);
    if (!element) return;
    unfold(element.item, hit, this.transcript.folds());
    await element.updateComplete;
    // The card of a tool renders after the message that holds it.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const column = this.transcript.column();
    const scroller = this.transcript.scroller();
    if (column) mark(column, text, element);
    if (scroller) bringIntoView(scroller, element, text);
    this.transcript.hold();
  }
}
