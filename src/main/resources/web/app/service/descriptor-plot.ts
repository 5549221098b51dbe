import { html, nothing, svg, type TemplateResult } from 'lit';
import { count } from '../figures';
import { timeOfDay } from '../time';
import type { Descriptors } from './wire';

const WIDTH = 640;
const HEIGHT = 170;
const LEFT = 44;
const BOTTOM = 20;
const TOP = 12;

/**
 * Open descriptors over the last hours, and, where they grow, the way that they would go on: it ends at the limit, if
 * that is near.
 */
export function descriptorPlot(descriptors: Descriptors): TemplateResult | typeof nothing {
  const { history, limit, open, slope_per_hour: slope, seconds_to_limit: left } = descriptors;
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last || history.length < 2 || open === null) return nothing;
  const past = Math.max(60, last.at - first.at);
  const growing = slope !== null && slope > 0.5 && left !== null;
  const ahead = growing ? Math.min(left, past) : 0;
  const most = Math.max(...history.map((it) => it.open));
  const reached = growing ? open + (slope * ahead) / 3600 : open;
  const nearLimit = limit !== null && Math.max(most, reached) > limit * 0.4;
  const top = nice(nearLimit ? (limit ?? most) * 1.04 : Math.max(most, reached) * 1.25);
  const x = (at: number): number => LEFT + ((at - first.at) / (past + ahead)) * (WIDTH - LEFT - 8);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const line = history.map((it) => `${x(it.at).toFixed(1)},${y(it.open).toFixed(1)}`).join(' ');
  const ticks = [0, top / 2, top];
  const words = `Open descriptors from ${timeOfDay(first.at * 1000)} to ${timeOfDay(last.at * 1000)}: ${count(open)} now, ${count(most)} at most`;
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words}>
    ${ticks.map((it) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - 8} y1=${y(it)} y2=${y(it)} /><text class="tick" x=${LEFT - 8} y=${y(it) + 4} text-anchor="end">${count(it)}</text>`)}
    ${limit !== null && nearLimit ? svg`<line class="limit" x1=${LEFT} x2=${WIDTH - 8} y1=${y(limit)} y2=${y(limit)} /><text class="limit-words" x=${LEFT + 4} y=${y(limit) + 14}>limit ${count(limit)}</text>` : nothing}
    ${svg`<polygon class="area" points="${LEFT},${y(0)} ${line} ${x(last.at).toFixed(1)},${y(0)}" /><polyline class="line" points=${line} />`}
    ${growing ? svg`<line class="forecast" x1=${x(last.at)} y1=${y(open)} x2=${x(last.at + ahead)} y2=${y(reached)} />` : nothing}
    ${svg`<circle class="now" cx=${x(last.at)} cy=${y(open)} r="3.5" />`}
    ${svg`<text class="tick" x=${LEFT} y=${HEIGHT - 5}>${timeOfDay(first.at * 1000)}</text><text class="tick" x=${growing ? x(last.at) : WIDTH - 8} y=${HEIGHT - 5} text-anchor=${growing ? 'middle' : 'end'}>now</text>`}
    ${growing ? svg`<text class="tick" x=${WIDTH - 8} y=${HEIGHT - 5} text-anchor="end">${timeOfDay((last.at + ahead) * 1000)}</text>` : nothing}
  </svg>`;
}

/** The next round number, so that lines stand at numbers people read. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return (([1, 2, 2.5, 3, 4, 5, 6, 8, 10].find((it) => it * power >= value) ?? 10) * power) | 0;
}
