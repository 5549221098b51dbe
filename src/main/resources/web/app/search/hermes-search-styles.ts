import { css } from 'lit';

export const searchStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    height: 100%;
    background: var(--surface);
  }

  .top {
    padding: 14px 24px 12px;
    border-bottom: 1px solid var(--line);
  }

  .top .inner,
  .body .inner {
    max-width: 1040px;
    margin: 0 auto;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    align-items: center;
    min-height: 24px;
    margin-top: 8px;
    color: var(--muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }

  .line label {
    display: flex;
    gap: 7px;
    align-items: center;
    cursor: pointer;
  }

  .body {
    flex: 1;
    min-height: 0;
    padding: 16px 24px 60px;
  }

  .inner.columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 210px;
    gap: 28px;
    align-items: start;
  }

  .inner.stale {
    opacity: 0.55;
    transition: opacity var(--fast);
  }

  .hit {
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .hit + .hit {
    margin-top: 10px;
  }

  .hit:hover {
    border-color: var(--line-strong);
  }

  .hit h3 {
    display: flex;
    gap: 10px;
    align-items: baseline;
    font-size: 15px;
  }

  .hit h3 a {
    flex: 1;
    min-width: 0;
    color: var(--ink);
    overflow-wrap: anywhere;
    text-decoration: none;
  }

  .hit h3 a:hover {
    text-decoration: underline;
  }

  time,
  .about {
    color: var(--muted);
    font-weight: 400;
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    margin: 1px 0 6px;
  }

  .where {
    color: var(--warn);
  }

  .message {
    display: grid;
    grid-template-columns: 84px minmax(0, 1fr);
    gap: 10px;
    margin: 0 -8px;
    padding: 6px 8px;
    border-radius: var(--radius-s);
    color: inherit;
    text-decoration: none;
  }

  .message:hover {
    background: var(--raised);
  }

  .message:focus-visible {
    outline-offset: -2px;
  }

  .who {
    color: var(--muted);
    font-size: 12.5px;
    line-height: 1.6;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .snippet {
    color: var(--soft);
    font-size: 13.5px;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }

  .snippet.code {
    font: 12.5px/1.55 var(--mono);
  }

  mark {
    border-radius: 3px;
    background: var(--mark);
    color: var(--ink);
  }

  aside h3 {
    margin: 0 0 6px;
    color: var(--muted);
    font-size: 12px;
    font-weight: 600;
    letter-spacing: 0;
  }

  aside section + section {
    margin-top: 18px;
  }

  aside button {
    display: flex;
    justify-content: space-between;
    width: calc(100% + 16px);
    min-height: 28px;
    margin: 0 -8px;
    padding: 2px 8px;
    border: 0;
    background: none;
    font-weight: 450;
    text-align: left;
  }

  aside button span:first-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  aside button span:last-child {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  aside button[aria-pressed='true'] span:last-child {
    color: inherit;
  }

  .missed {
    margin-top: 16px;
    font-size: 13px;
  }

  .missed li + li {
    margin-top: 4px;
  }

  .missed button {
    margin-top: 10px;
  }

  .more {
    display: block;
    margin: 16px auto 0;
  }

  .examples {
    display: grid;
    gap: 8px;
    margin-top: 10px;
    text-align: left;
  }

  .examples button {
    justify-content: flex-start;
    gap: 14px;
    width: 100%;
    font-weight: 450;
    white-space: normal;
    text-align: left;
    margin: 0;
  }

  .examples code {
    flex: none;
    width: 190px;
    color: var(--accent);
    font: 12.5px var(--mono);
  }

  .bone {
    height: 84px;
    margin-bottom: 10px;
  }

  @media (max-width: 900px) {
    .inner.columns {
      grid-template-columns: minmax(0, 1fr);
    }

    aside {
      display: flex;
      gap: 6px;
      order: -1;
      overflow-x: auto;
      scrollbar-width: none;
    }

    aside section,
    aside section + section {
      display: flex;
      gap: 6px;
      margin: 0;
    }

    aside h3 {
      display: none;
    }

    aside button {
      flex: none;
      gap: 6px;
      width: auto;
      margin: 0;
      padding: 2px 10px;
      border: 1px solid var(--line);
      border-radius: 99px;
      font-size: 12.5px;
    }

    .inner.columns {
      gap: 12px;
    }
  }

  @media (max-width: 560px) {
    .top,
    .body {
      padding-right: 14px;
      padding-left: 14px;
    }

    .message {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }

    .examples code {
      width: 130px;
    }
  }
`;
