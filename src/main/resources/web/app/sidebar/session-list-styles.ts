import { css } from 'lit';

/** Looks of the list: its heads and rows. */
export const sessionListStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    position: relative;
  }

  .rows {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
    outline-offset: -2px;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    contain: strict;
  }

  .canvas {
    position: relative;
    width: 100%;
  }

  .line {
    position: absolute;
    top: 0;
    right: 0;
    left: 0;
    padding: 0 8px;
    contain: layout style;
  }

  .head {
    display: flex;
    align-items: end;
    height: 34px;
    padding: 0 8px 2px;
  }

  .head h2,
  .sticky h2 {
    display: flex;
    flex: 1;
    min-width: 0;
    font: 600 12px/1.4 var(--sans);
    letter-spacing: 0;
  }

  .head button,
  .sticky button {
    flex: 1;
    justify-content: flex-start;
    min-width: 0;
    min-height: 24px;
    padding: 2px 8px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: var(--muted);
    font: inherit;
  }

  .head button:hover,
  .sticky button:hover {
    background: var(--raised);
    color: var(--ink);
  }

  .head .name,
  .sticky .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .head .count,
  .sticky .count {
    color: var(--muted);
    font-weight: 450;
    font-variant-numeric: tabular-nums;
  }

  .head svg,
  .sticky svg {
    flex: none;
    rotate: 90deg;
    transition: rotate var(--fast);
  }

  [aria-expanded='false'] svg {
    rotate: 0deg;
  }

  .head.over button {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .sticky {
    position: absolute;
    z-index: 2;
    top: 0;
    right: 8px;
    left: 0;
    padding: 2px 8px;
    border-bottom: 1px solid var(--line);
    background: var(--paper);
  }

  .row {
    position: relative;
    display: flex;
    align-items: stretch;
    height: calc(100% - 2px);
    border-radius: var(--radius-s);
  }

  .row a {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: center;
    min-width: 0;
    padding: 0 10px 0 14px;
    border-radius: var(--radius-s);
    color: inherit;
    text-decoration: none;
    -webkit-touch-callout: none;
  }

  .row a:focus-visible {
    outline-offset: -2px;
  }

  .row:hover {
    background: var(--raised);
  }

  .row:has(a[aria-current]) {
    background: var(--accent-soft);
  }

  .row.chosen {
    background: var(--info-soft);
  }

  .row.dragged {
    opacity: 0.5;
  }

  .top {
    display: flex;
    gap: 8px;
    align-items: baseline;
  }

  .title {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 14px;
    font-weight: 500;
  }

  .unread .title {
    font-weight: 700;
  }

  .unread a::before {
    content: '';
    position: absolute;
    top: 50%;
    left: 3px;
    width: 6px;
    height: 6px;
    margin-top: -3px;
    border-radius: 50%;
    background: var(--accent);
  }

  time,
  .about {
    color: var(--muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  time {
    flex: none;
  }

  .about {
    display: flex;
    gap: 5px;
    align-items: center;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
  }

  .about > span + span::before {
    content: '·';
    margin-right: 5px;
    color: var(--muted);
    font-weight: 400;
  }

  .about .rest {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .about .live,
  .live-dot {
    color: var(--live);
    font-weight: 600;
  }

  .live-dot {
    flex: none;
    align-self: center;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: currentColor;
    animation: breathe 1.2s ease-in-out infinite alternate;
  }

  .dot {
    flex: none;
    align-self: center;
    width: 7px;
    height: 7px;
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

  .tools {
    position: absolute;
    inset: 0 0 0 auto;
    display: none;
    gap: 1px;
    align-items: center;
    padding: 0 4px 0 24px;
    border-radius: var(--radius-s);
    background: linear-gradient(to right, transparent, var(--raised) 22px);
  }

  .row:has(a[aria-current]) .tools {
    background: linear-gradient(to right, transparent, var(--accent-soft) 22px);
  }

  .row:hover .tools,
  .row:focus-within .tools {
    display: flex;
  }

  .tools button {
    width: 28px;
    min-height: 28px;
  }

  .tools button:hover {
    background: var(--pressed);
  }

  .choose {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 30px;
    cursor: pointer;
  }

  .choosing .row a {
    padding-left: 4px;
  }

  .choosing .unread a::before {
    display: none;
  }

  .row input[type='text'] {
    flex: 1;
    align-self: center;
    min-width: 0;
    min-height: 30px;
    margin: 0 8px 0 10px;
    padding: 2px 8px;
  }

  .bone {
    height: 11px;
    border-radius: 4px;
  }

  .bone + .bone {
    width: 46%;
    margin-top: 9px;
  }

  .pending {
    display: flex;
    flex-direction: column;
    justify-content: center;
    height: 100%;
    padding: 0 40px 0 14px;
  }

  .mark {
    padding: 0 5px;
    border-radius: 4px;
    background: var(--raised);
    color: var(--soft);
    font-size: 11.5px;
  }

  .row:hover .mark,
  .row:has(a[aria-current]) .mark {
    background: var(--surface);
  }

  .empty {
    padding: 40px 24px;
  }

  @media (hover: none) {
    .tools {
      display: none !important;
    }
  }
`;
