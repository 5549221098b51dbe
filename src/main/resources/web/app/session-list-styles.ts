import { css } from 'lit';

/** Looks of the list of conversations. */
export const sessionListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  .search {
    padding: 0 12px 10px;
  }

  input {
    width: 100%;
    padding: 8px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: 14px;
  }

  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .hint {
    margin-top: 6px;
    color: var(--muted);
    font-size: 12.5px;
  }

  .rows {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0 8px;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }

  h2 {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 8px 8px 4px;
    background: var(--paper);
    color: var(--muted);
    font-size: 12px;
    font-weight: 600;
    letter-spacing: 0.03em;
  }

  section + section h2 {
    padding-top: 14px;
  }

  li {
    content-visibility: auto;
    contain-intrinsic-size: auto 56px;
  }

  a {
    display: block;
    padding: 8px 10px;
    border-radius: var(--radius);
    color: inherit;
    text-decoration: none;
  }

  a:hover {
    background: var(--raised);
  }

  a:focus-visible {
    outline-offset: -2px;
  }

  a[aria-current] {
    background: var(--accent-soft);
  }

  .line {
    display: flex;
    gap: 10px;
    align-items: baseline;
  }

  .title {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 14.5px;
    font-weight: 550;
  }

  time,
  .about {
    color: var(--muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
  }

  .about {
    display: flex;
    gap: 6px;
    align-items: center;
    overflow: hidden;
    white-space: nowrap;
  }

  .about span + span::before {
    content: '·';
    margin-right: 6px;
    color: var(--muted);
    font-weight: 400;
  }

  .about .model {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .about .live {
    color: var(--live);
    font-weight: 600;
  }

  .dot {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--kind-other);
  }

  .dot[data-kind='cli'] {
    background: var(--kind-cli);
  }

  .dot[data-kind='webui'] {
    background: var(--kind-webui);
  }

  .dot[data-kind='messaging'] {
    background: var(--kind-messaging);
  }

  .dot[data-kind='api'] {
    background: var(--kind-api);
  }

  .dot[data-kind='cron'],
  .dot[data-kind='webhook'],
  .dot[data-kind='kanban'] {
    background: var(--kind-automation);
  }

  footer {
    padding: 14px 10px 20px;
    color: var(--muted);
    font-size: 12.5px;
  }

  footer button {
    width: 100%;
    margin: 8px 0 2px;
    color: var(--ink);
  }

  footer p + p {
    margin-top: 6px;
  }

  .state {
    padding: 24px 20px;
  }

  .state h2 {
    position: static;
    padding: 0 0 6px;
    background: none;
    color: var(--ink);
    font-size: 16px;
    letter-spacing: 0;
  }

  .state p {
    margin-bottom: 10px;
    color: var(--muted);
    font-size: 14px;
  }

  .bone {
    height: 40px;
    margin: 0 10px 16px;
    border-radius: 8px;
    background: var(--skeleton);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }
`;
