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

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  ::selection {
    background: var(--selection);
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  h1,
  h2,
  h3 {
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  ul,
  ol {
    list-style: none;
  }

  a {
    color: var(--accent);
  }

  kbd {
    display: inline-block;
    min-width: 1.75em;
    padding: 0 5px;
    border: 1px solid var(--line-strong);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--surface);
    color: var(--soft);
    font: 11.5px/1.6 var(--mono);
    text-align: center;
    white-space: nowrap;
  }

  .hidden {
    position: absolute;
    overflow: hidden;
    width: 1px;
    height: 1px;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .scroll {
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }

  .skeleton {
    border-radius: var(--radius-s);
    background: var(--skeleton);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
    }
  }
`;

/**
 * Buttons and fields. A plain <button> is the calm one; class `primary` is for the one deed of a view, `danger` for what
 * cannot be taken back, `quiet` has no border, `icon` is square and holds one sign.
 */
export const controls = css`
  button,
  .button {
    display: inline-flex;
    gap: 7px;
    align-items: center;
    justify-content: center;
    min-height: 32px;
    padding: 5px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: 550 13px/1.4 var(--sans);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background var(--fast);
  }

  button:hover,
  .button:hover {
    background: var(--raised);
  }

  button:active,
  .button:active {
    background: var(--pressed);
  }

  button:disabled {
    color: var(--muted);
    cursor: default;
  }

  button.primary,
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  button.primary:hover,
  .button.primary:hover {
    background: var(--accent-hover);
  }

  button.danger {
    border-color: var(--bad-line);
    color: var(--bad);
  }

  button.danger:hover {
    background: var(--bad-soft);
  }

  button.quiet,
  button.icon {
    border-color: transparent;
    background: transparent;
    color: var(--soft);
  }

  button.quiet:hover,
  button.icon:hover {
    background: var(--raised);
    color: var(--ink);
  }

  button.icon {
    flex: none;
    width: 32px;
    padding: 0;
  }

  button[aria-pressed='true'] {
    background: var(--accent-soft);
    color: var(--accent);
  }

  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    min-height: 34px;
    padding: 5px 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: 400 14px/1.45 var(--sans);
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  input[type='checkbox'],
  input[type='radio'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }

  @media (pointer: coarse) {
    button,
    .button,
    input:not([type='checkbox'], [type='radio']),
    select {
      min-height: 40px;
    }

    button.icon {
      width: 40px;
    }

    input,
    select,
    textarea {
      font-size: 16px !important;
    }
  }
`;

/** Boxes: a card, a labelled pill, a state that fills a place (loading, empty, at fault). */
export const boxes = css`
  .card {
    padding: var(--s4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .pill {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    padding: 1px 8px;
    border: 1px solid var(--line);
    border-radius: 99px;
    background: var(--raised);
    color: var(--soft);
    font: 500 12px/1.6 var(--sans);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .pill.ok {
    border-color: var(--ok-line);
    background: var(--ok-soft);
    color: var(--ok);
  }

  .pill.warn {
    border-color: var(--warn-line);
    background: var(--warn-soft);
    color: var(--warn);
  }

  .pill.bad {
    border-color: var(--bad-line);
    background: var(--bad-soft);
    color: var(--bad);
  }

  .state {
    display: grid;
    gap: var(--s2);
    justify-items: center;
    max-width: 48ch;
    margin: 0 auto;
    padding: 48px var(--s6);
    color: var(--muted);
    font-size: var(--text-m);
    text-align: center;
    text-wrap: balance;
  }

  .state h2 {
    color: var(--ink);
    font-size: 17px;
  }

  .state button,
  .state .button {
    margin-top: var(--s3);
  }

  .notice {
    padding: 10px 12px;
    border: 1px solid var(--warn-line);
    border-radius: var(--radius);
    background: var(--warn-soft);
    color: var(--ink);
    font-size: var(--text-s);
    line-height: 1.45;
  }

  .notice strong {
    display: block;
    color: var(--warn);
  }

  .notice p + p {
    margin-top: 4px;
  }

  .notice.bad {
    border-color: var(--bad-line);
    background: var(--bad-soft);
  }

  .notice.bad strong {
    color: var(--bad);
  }

  dialog {
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--overlay);
    color: var(--ink);
    box-shadow: var(--shadow-l);
  }

  dialog::backdrop {
    background: var(--scrim);
  }
`;
