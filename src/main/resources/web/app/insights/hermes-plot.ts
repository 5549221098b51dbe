import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { common, controls } from '../styles';
import { THEME_EVENT } from '../theme';
import { icon } from '../transcript/icons';
import type { Chart, Option } from './charts';
import { palette, type Palette } from './palette';

/** The numbers of a plot: a head, and rows in which the first cell names the row. */
export interface Numbers {
  head: string[];
  rows: (string | number)[][];
  /** What stands at the foot, in the order of the head. */
  foot?: (string | number)[];
}

/**
 * A plot with its numbers: as a picture on canvas, as a table for who cannot or does not want to see it, and as CSV.
 * The library that draws is loaded with the first plot.
 */
@customElement('hermes-plot')
export class HermesPlot extends LitElement {
  @property() heading = '';
  @property() words = '';
  /** What the picture shows, in a sentence with its figures. */
  @property() summary = '';
  @property({ attribute: false }) option?: (palette: Palette) => Option;
  @property({ attribute: false }) numbers: Numbers = { head: [], rows: [] };
  @property() csv = '';
  @property({ type: Number }) height = 260;
  @property({ type: Boolean }) empty = false;
  @state() private table = false;
  @query('.canvas') private canvas?: HTMLElement;

  #chart?: Chart;
  #drawn?: Element;
  #resized = new ResizeObserver(() => this.#chart?.resize());

  static styles = [
    common,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }

      header {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        align-items: center;
      }

      .names {
        flex: 1;
        min-width: 150px;
      }

      h2 {
        font-size: 15px;
      }

      p {
        color: var(--muted);
        font-size: var(--text-s);
      }

      .deeds {
        display: flex;
        gap: 2px;
        align-items: center;
        margin-right: -8px;
      }

      header button,
      header .button {
        border-color: transparent;
        background: none;
        min-height: 28px;
        padding: 2px 9px;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      .canvas {
        width: 100%;
        margin-top: 8px;
      }

      .none {
        display: grid;
        flex: 1;
        place-items: center;
        min-height: 150px;
        text-align: center;
      }

      .frame {
        max-height: 380px;
        margin-top: 10px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-s);
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 5px 12px;
        border-bottom: 1px solid var(--line);
        text-align: right;
        white-space: nowrap;
      }

      th:first-child,
      td:first-child {
        text-align: left;
      }

      tbody th {
        max-width: 260px;
        overflow: hidden;
        font-weight: 500;
        text-overflow: ellipsis;
      }

      thead th {
        position: sticky;
        top: 0;
        background: var(--raised);
        color: var(--soft);
        font-weight: 600;
      }

      tfoot th,
      tfoot td {
        border-bottom: 0;
        font-weight: 650;
      }
    `,
  ];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(THEME_EVENT, this.#paint);
    if (this.hasUpdated) this.requestUpdate();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(THEME_EVENT, this.#paint);
    this.#drop();
  }

  #drop(): void {
    this.#resized.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
    this.#drawn = undefined;
  }

  protected updated(changed: PropertyValues<this>): void {
    if (this.canvas && changed.has('height')) this.canvas.style.height = `${this.height}px`;
    if (!this.canvas) this.#drop();
    else if (this.canvas !== this.#drawn) void this.#draw(this.canvas);
    else if (changed.has('option')) this.#paint();
  }

  async #draw(canvas: HTMLElement): Promise<void> {
    this.#drop();
    this.#drawn = canvas;
    canvas.style.height = `${this.height}px`;
    const { draw } = await import('./charts');
    if (!this.isConnected || this.#drawn !== canvas) return;
    this.#chart = draw(canvas);
    this.#paint();
    this.#resized.observe(canvas);
  }

  #paint = (): void => {
    if (this.#chart && this.option) this.#chart.setOption(this.option(palette()), { notMerge: true });
  };

  render(): TemplateResult {
    return html`
      <header>
        <div class="names"><h2>${this.heading}</h2>${this.words ? html`<p>${this.words}</p>` : nothing}</div>
        <div class="deeds">
        <slot name="choice"></slot>
        ${
          this.empty
            ? nothing
            : html`<button type="button" class="quiet" aria-pressed=${this.table} @click=${() => (this.table = !this.table)}>${icon('list', 14)} ${this.table ? 'Plot' : 'Numbers'}</button>`
        }
        ${this.csv && !this.empty ? html`<a class="button quiet" href=${this.csv} download aria-label=${`${this.heading} as CSV`}>${icon('download', 14)} CSV</a>` : nothing}
        </div>
      </header>
      ${
        this.empty
          ? html`<div class="none"><p>Nothing in this time.</p></div>`
          : this.table
            ? this.#table()
            : html`<div class="canvas" role="img" aria-label=${this.summary || this.heading}></div>`
      }
      <slot></slot>
    `;
  }

  #table(): TemplateResult {
    const { head, rows, foot } = this.numbers;
    const line = (cells: (string | number)[]) => html`<tr>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`;
    return html`<div class="frame" tabindex="0" role="group" aria-label=${`Numbers of ${this.heading}`}>
      <table>
        <thead><tr>${head.map((it) => html`<th scope="col">${it}</th>`)}</tr></thead>
        <tbody>${rows.map(line)}</tbody>
        ${foot ? html`<tfoot>${line(foot)}</tfoot>` : nothing}
      </table>
    </div>`;
  }
}
