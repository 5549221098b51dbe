import { css } from 'lit';

/** The verdict, what is wrong, the tiles and the cards. */
export const serviceStyles = css`
  .icon {
    flex: none;
  }

  button.icon {
    flex: none;
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

  .bones .skeleton {
    height: 118px;
  }

  .bones .low {
    height: 46px;
  }

  .bones .high {
    height: 320px;
  }

  @container report (max-width: 860px) {
    .tiles {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .two,
    .board {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container report (max-width: 560px) {
    .top {
      flex-wrap: wrap;
      gap: 10px 12px;
    }

    .top .sign {
      width: 44px;
      height: 44px;
    }

    .top .deeds {
      justify-content: space-between;
      width: 100%;
    }

    .card {
      padding: 14px 14px 16px;
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
