import { css } from 'lit';

/** Colours of parts and of what stands for them in tables. */
const TONES = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (tone) => css`
    .tone-${tone} {
      background: var(--series-${tone});
      fill: var(--series-${tone});
    }
  `,
);

const figures = css`
  .wide table {
    min-width: 820px;
  }

  th {
    padding: 4px 12px 6px 0;
    color: var(--muted);
    font-size: var(--text-xs);
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }

  td {
    padding: 8px 12px 8px 0;
    border-top: 1px solid var(--line);
    vertical-align: top;
  }

  td small {
    display: block;
  }

  td.number {
    white-space: nowrap;
  }

  td .bad {
    color: var(--bad);
    font-weight: 600;
  }

  td .warn {
    color: var(--warn);
    font-weight: 600;
  }

  td .pill.warn {
    font-weight: 500;
  }

  tr.warn > td:first-child {
    box-shadow: inset 3px 0 var(--warn);
    padding-left: 10px;
  }

  tr.bad > td:first-child {
    box-shadow: inset 3px 0 var(--bad);
    padding-left: 10px;
  }

  .held {
    min-width: 110px;
  }

  .gauge {
    display: block;
    width: 90px;
    height: 5px;
    margin: 4px 0 2px;
  }

  .gauge .ground {
    fill: var(--raised);
  }

  .gauge .fill {
    fill: var(--ok);
  }

  .gauge.warn .fill {
    fill: var(--warn);
  }

  .gauge.bad .fill {
    fill: var(--bad);
  }

  .statement {
    max-width: 320px;
  }

  td.links {
    padding: 4px 0;
    vertical-align: middle;
  }

  .links {
    text-align: right;
    white-space: nowrap;
  }

  .links .button,
  .links button {
    min-height: 28px;
    padding: 2px 8px;
    font-size: var(--text-xs);
  }

  .links button.icon {
    padding: 0;
  }

  pre {
    max-height: 260px;
    margin: 6px 0 0;
    padding: 10px 12px;
    overflow: auto;
    border-radius: var(--radius-s);
    background: var(--code);
    font: 11.5px/1.55 var(--mono);
  }

  .stack td {
    padding-top: 0;
    border-top: 0;
  }

  .figures td {
    padding: 5px 0;
  }

  .figures td:not(:first-child),
  .figures th:not(:first-child) {
    padding-left: 12px;
    text-align: right;
    white-space: nowrap;
  }

  .figures small {
    display: inline;
    margin-left: 4px;
  }

  .figures .sum td {
    border-top: 1px solid var(--line-strong);
    font-weight: 600;
  }

  .swatch {
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-right: 8px;
    border-radius: 3px;
  }

  .bar {
    display: block;
    width: 100%;
    height: 10px;
    margin: 12px 0 8px;
    border-radius: 5px;
    background: var(--raised);
  }

  .outlook {
    display: flex;
    gap: 7px;
    align-items: flex-start;
    color: var(--soft);
    font-size: var(--text-s);
  }

  .outlook .icon {
    margin-top: 2px;
    color: var(--ok);
  }

  .outlook.warn,
  .outlook.warn .icon {
    color: var(--warn);
  }

  .outlook.bad,
  .outlook.bad .icon {
    color: var(--bad);
  }

  .outlook.warn,
  .outlook.bad {
    font-weight: 600;
  }

  .plot {
    display: block;
    width: 100%;
    height: auto;
    margin-top: 10px;
  }

  .plot .grid {
    stroke: var(--line);
  }

  .plot .tick {
    fill: var(--muted);
    font: 11px var(--sans);
    font-variant-numeric: tabular-nums;
  }

  .plot .limit {
    stroke: var(--bad);
    stroke-dasharray: 5 4;
  }

  .plot .limit-words {
    fill: var(--bad);
    font: 600 11px var(--sans);
  }

  .plot .area {
    fill: var(--series-2);
    opacity: 0.13;
  }

  .plot .line {
    fill: none;
    stroke: var(--series-2);
    stroke-width: 1.8;
    stroke-linejoin: round;
  }

  .plot .forecast {
    stroke: var(--warn);
    stroke-width: 1.8;
    stroke-dasharray: 3 4;
  }

  .plot .now {
    fill: var(--series-2);
    stroke: var(--surface);
    stroke-width: 1.5;
  }

  .pools {
    display: grid;
    gap: 8px;
    font-size: var(--text-s);
  }

  .pools .bar {
    height: 8px;
    margin: 5px 0 0;
  }
`;

/** Tables, gauges and plots of the service. */
export const figureStyles = [figures, ...TONES];
