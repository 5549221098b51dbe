import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { remember, remembered } from './remembered';

const NAME = 'hermes.list-width';
const LEAST = 280;
const USUAL = 360;
const MOST = 560;
const STEP = 20;

/** How wide the list is, and the grip with which it is made wider. */
export class ListWidth implements ReactiveController {
  /** @param side what the list is in */
  constructor(
    private readonly host: LitElement,
    private readonly side: () => Element | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const width = Number(remembered(NAME));
    if (width >= LEAST && width <= MOST) this.#show(width);
  }

  grip(): TemplateResult {
    return html`<button
      class="grip"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-valuemin=${LEAST}
      aria-valuemax=${MOST}
      aria-valuenow=${this.#width}
      @pointerdown=${this.#drag}
      @keydown=${this.#key}
    ></button>`;
  }

  get #width(): number {
    return Number(remembered(NAME)) || USUAL;
  }

  #drag = (event: PointerEvent): void => {
    const grip = event.currentTarget as HTMLElement;
    const left = this.side()?.getBoundingClientRect().left ?? 0;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => this.#widen(moved.clientX - left);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
  };

  #key = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.#widen(this.#width + step);
  };

  #widen(width: number): void {
    const wanted = Math.round(Math.min(MOST, Math.max(LEAST, width)));
    this.#show(wanted);
    remember(NAME, String(wanted));
    this.host.requestUpdate();
  }

  #show(width: number): void {
    this.host.style.setProperty('--list', `${width}px`);
  }
}
