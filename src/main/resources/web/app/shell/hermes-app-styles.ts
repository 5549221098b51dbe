import { css } from 'lit';

/** The frame: a rail of places, the list, and what is open. On a phone one of these at a time, with the rail below. */
export const appStyles = css`
  main {
    display: grid;
    grid-template: auto minmax(0, 1fr) / auto minmax(280px, var(--list, 360px)) minmax(0, 1fr);
    height: 100dvh;
  }

  main.folded {
    grid-template-columns: auto 0 minmax(0, 1fr);
  }

  .sample {
    grid-column: 1 / -1;
    padding: 6px 16px;
    border-bottom: 1px solid var(--accent-line);
    background: var(--accent-soft);
    font-size: 13px;
    text-align: center;
    text-wrap: balance;
  }

  .sample b {
    color: var(--accent);
  }

  .sample code {
    font: 12.5px var(--mono);
  }

  .rail {
    display: flex;
    grid-row: 2;
    flex-direction: column;
    gap: 2px;
    align-items: center;
    width: 64px;
    padding: 10px 4px;
    border-right: 1px solid var(--line);
    background: var(--paper);
  }

  .rail a,
  .rail button {
    display: flex;
    flex-direction: column;
    gap: 2px;
    align-items: center;
    justify-content: center;
    width: 56px;
    min-height: 48px;
    padding: 4px 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--muted);
    font: 500 10.5px/1.3 var(--sans);
    text-decoration: none;
  }

  .rail a:hover,
  .rail button:hover {
    background: var(--raised);
    color: var(--ink);
  }

  .rail a[aria-current] {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .rail .brand {
    min-height: 44px;
    margin-bottom: 6px;
  }

  .rail .brand img {
    width: 28px;
    height: 28px;
  }

  .rail .space {
    flex: 1;
  }

  .side {
    grid-row: 2;
    min-width: 0;
    min-height: 0;
    border-right: 1px solid var(--line);
  }

  .folded .side {
    display: none;
  }

  .folded .reader {
    grid-column: 3;
  }

  .side hermes-sidebar {
    height: 100%;
  }

  .reader {
    position: relative;
    display: grid;
    grid-row: 2;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
    background: var(--surface);
  }

  .reader > :not(.grip, .trouble) {
    grid-row: 2;
  }

  .trouble {
    display: none;
    grid-row: 1;
    border-bottom: 1px solid var(--warn-line);
    background: var(--warn-soft);
    font-size: 13px;
  }

  .folded .trouble:not(:empty) {
    display: block;
  }

  .trouble p {
    padding: 6px 16px;
    overflow-wrap: anywhere;
  }

  .trouble strong {
    color: var(--warn);
  }

  .grip {
    position: absolute;
    z-index: 6;
    top: 0;
    bottom: 0;
    left: -4px;
    width: 8px;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    min-height: 0;
    cursor: col-resize;
    touch-action: none;
  }

  .grip:hover,
  .grip:focus-visible {
    background: var(--accent-line);
    outline: none;
  }

  .welcome {
    align-self: center;
    justify-self: center;
    padding: 24px;
    color: var(--muted);
    text-align: center;
  }

  .welcome h2 {
    margin-bottom: 6px;
    color: var(--ink);
    font-size: 20px;
  }

  .welcome p {
    font-size: 14px;
  }

  .welcome dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 9px 16px;
    justify-content: center;
    margin-top: 20px;
    font-size: 14px;
    text-align: left;
  }

  .welcome dt {
    text-align: right;
  }

  .skip {
    position: absolute;
    z-index: 50;
    top: 6px;
    left: 6px;
    translate: 0 -60px;
  }

  .skip:focus {
    translate: 0 0;
  }

  @media (max-width: 1000px) {
    main {
      grid-template-columns: auto minmax(260px, 320px) minmax(0, 1fr);
    }

    .rail {
      width: 56px;
    }

    .rail a,
    .rail button {
      width: 48px;
    }
  }

  @media (max-width: 760px) {
    main,
    main.folded {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    }

    .side {
      border-right: 0;
    }

    .side,
    .folded .side {
      display: block;
    }

    .reading .side,
    main:not(.reading) .reader {
      display: none;
    }

    .folded .reader {
      grid-column: 1;
    }

    .reading .trouble:not(:empty) {
      display: block;
    }

    .grip,
    .rail .brand,
    .rail .space,
    .rail .wide {
      display: none;
    }

    .rail {
      flex-direction: row;
      grid-row: 3;
      justify-content: space-around;
      width: auto;
      padding: 3px 6px calc(3px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      border-right: 0;
    }

    .rail a {
      flex: 1;
      width: auto;
      min-height: 46px;
    }

    .session .rail {
      display: none;
    }
  }
`;
