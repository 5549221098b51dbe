import { css } from 'lit';

/** What all elements share. */
export const common = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  h1,
  h2,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  button {
    padding: 7px 14px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: 13.5px;
    font-weight: 550;
    cursor: pointer;
  }

  button:hover {
    background: var(--raised);
  }

  button:disabled {
    color: var(--muted);
    cursor: default;
  }

  kbd {
    display: inline-block;
    min-width: 1.7em;
    padding: 0 5px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--surface);
    font: 12px/1.6 var(--mono);
    text-align: center;
  }

  .hidden {
    position: absolute;
    overflow: hidden;
    width: 1px;
    height: 1px;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
