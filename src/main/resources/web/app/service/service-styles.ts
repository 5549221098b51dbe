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

const sheet = css`
  :host {
    container: service / inline-size;
    display: block;
    min-width: 0;
    min-height: 0;
    height: 100%;
    background: var(--paper);
  }

  .page {
    height: 100%;
  }

  .page:focus-visible {
    outline-offset: -2px;
  }

  .sheet {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
    max-width: 1180px;
    margin: 0 auto;
    padding: var(--s6) var(--s6) 48px;
  }

  .icon {
    flex: none;
  }

  button.icon {
    flex: none;
  }

  small {
    color: var(--muted);
    font-size: var(--text-xs);
    font-weight: 400;
  }

  .muted {
    color: var(--muted);
    font-size: var(--text-s);
  }

  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--soft);
  }

  .button.quiet:hover {
    background: var(--raised);
  }

  code {
    font: 12px/1.5 var(--mono);
    overflow-wrap: anywhere;
  }

  em {
    color: var(--warn);
    font-style: normal;
    font-weight: 600;
  }

  /* The verdict. */
  .top {
    display: flex;
    gap: var(--s4);
    align-items: center;
  }

  .top .sign {
    display: grid;
    flex: none;
    place-items: center;
    width: 52px;
    height: 52px;
    border-radius: 50%;
    background: var(--raised);
    color: var(--muted);
  }

  .top.ok .sign {
    background: var(--ok-soft);
    color: var(--ok);
  }

  .top.warn .sign {
    background: var(--warn-soft);
    color: var(--warn);
  }

  .top.bad .sign {
    background: var(--bad-soft);
    color: var(--bad);
  }

  .verdict {
    flex: 1;
    min-width: 0;
  }

  h1 {
    font-size: var(--text-xxl);
    letter-spacing: -0.02em;
  }

  .verdict p {
    color: var(--muted);
    font-size: var(--text-m);
    font-variant-numeric: tabular-nums;
  }

  .top .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    justify-content: flex-end;
  }

  .age {
    color: var(--muted);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }

  .age.old {
    color: var(--bad);
    font-weight: 600;
  }

  /* What is wrong. */
  .problem {
    display: flex;
    gap: 12px;
    padding: 14px 16px;
    border: 1px solid var(--warn-line);
    border-left-width: 4px;
    border-radius: var(--radius);
    background: var(--warn-soft);
    font-size: var(--text-m);
  }

  .problem.bad {
    border-color: var(--bad-line);
    background: var(--bad-soft);
  }

  .problem > .icon {
    margin-top: 1px;
    color: var(--warn);
  }

  .problem.bad > .icon {
    color: var(--bad);
  }

  .problem h2 {
    margin-bottom: 4px;
    font-size: 15px;
  }

  .problem p + p {
    margin-top: 3px;
  }

  .problem .muted {
    color: var(--soft);
  }

  .problem button {
    margin-top: 10px;
  }

  /* Four figures. */
  .tiles {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--s3);
  }

  .tile {
    position: relative;
    min-width: 0;
    padding: 14px 16px 40px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .tile.warn {
    border-color: var(--warn-line);
  }

  .tile.bad {
    border-color: var(--bad-line);
  }

  .tile h3 {
    color: var(--muted);
    font-size: var(--text-s);
    font-weight: 550;
    letter-spacing: 0;
  }

  .figure {
    margin-top: 2px;
    font-size: 25px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
    line-height: 1.25;
    white-space: nowrap;
  }

  .figure small {
    letter-spacing: 0;
  }

  .tile .words {
    min-height: 1.5em;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .tile.warn .words {
    color: var(--warn);
    font-weight: 550;
  }

  .tile.bad .words {
    color: var(--bad);
    font-weight: 550;
  }

  .spark {
    position: absolute;
    right: 0;
    bottom: 0;
    left: 0;
    width: 100%;
    height: 34px;
  }

  .spark polyline {
    fill: none;
    stroke: var(--series-2);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }

  .spark polygon {
    fill: var(--series-2);
    opacity: 0.12;
  }

  /* Cards. */
  .card {
    min-width: 0;
    padding: 16px 18px 18px;
  }

  .card h2 {
    font-size: 15px;
  }

  .card h3 {
    margin: 20px 0 6px;
    color: var(--muted);
    font-size: var(--text-s);
    font-weight: 600;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    align-items: baseline;
    margin-bottom: 12px;
  }

  .title p {
    flex: 1;
    min-width: 200px;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .title label {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .two {
    display: grid;
    grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    gap: var(--s4);
    align-items: start;
  }

  .empty {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 14px;
    border-radius: var(--radius-s);
    background: var(--raised);
    color: var(--soft);
    font-size: var(--text-s);
  }

  .empty .icon {
    color: var(--ok);
  }

  .quiet p {
    margin-top: 6px;
    color: var(--muted);
    font-size: var(--text-m);
  }

  /* Components. */
  .board {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0 28px;
    margin-top: 6px;
  }

  .board li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr) auto;
    gap: 0 10px;
    align-items: center;
    padding: 9px 0;
    border-top: 1px solid var(--line);
    font-size: var(--text-s);
  }

  .board .sign {
    display: grid;
    grid-row: 1 / 3;
    align-self: start;
    margin-top: 1px;
    color: var(--ok);
  }

  .board .warn .sign,
  .board .warn .level {
    color: var(--warn);
  }

  .board .fail .sign,
  .board .fail .level {
    color: var(--bad);
  }

  .board .name b {
    margin-right: 8px;
    font-size: var(--text-m);
    font-weight: 600;
  }

  .board .level {
    align-self: start;
    color: var(--ok);
    font-weight: 600;
  }

  .board .measured {
    display: flex;
    flex-wrap: wrap;
    grid-column: 2 / 4;
    gap: 0 12px;
    color: var(--muted);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }

  /* Tables. */
  .wide {
    overflow-x: auto;
  }

  .wide table {
    min-width: 820px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
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

  /* What was held too long. */
  .events li {
    display: grid;
    grid-template-columns: 116px minmax(0, 1fr) auto;
    gap: 4px 14px;
    padding: 10px 0 10px 14px;
    border-left: 2px solid var(--warn-line);
    font-size: var(--text-s);
  }

  .events li + li {
    margin-top: 2px;
  }

  .events li.bad {
    border-left-color: var(--bad-line);
  }

  .events time {
    padding-top: 2px;
    color: var(--muted);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }

  .events .what p + p {
    margin-top: 2px;
  }

  footer {
    color: var(--muted);
    font-size: var(--text-xs);
    text-align: center;
    text-wrap: balance;
  }

  .bones {
    display: grid;
    gap: var(--s4);
  }

  .bones .skeleton {
    height: 118px;
  }

  .bones .low {
    height: 46px;
  }

  .bones .high {
    height: 320px;
  }

  @container service (max-width: 860px) {
    .tiles {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .two,
    .board {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container service (max-width: 560px) {
    .sheet {
      gap: var(--s3);
      padding: var(--s4) var(--s3) 40px;
    }

    .top {
      flex-wrap: wrap;
      gap: 10px 12px;
    }

    .top .sign {
      width: 44px;
      height: 44px;
    }

    h1 {
      font-size: 21px;
    }

    .top .deeds {
      justify-content: space-between;
      width: 100%;
    }

    .card {
      padding: 14px 14px 16px;
    }

    .figure {
      font-size: 21px;
    }

    .figure small {
      display: block;
    }

    .events li {
      grid-template-columns: minmax(0, 1fr);
    }

    .events .links {
      text-align: left;
    }
  }
`;

export const serviceStyles = [sheet, ...TONES];
