import { css } from 'lit';

/** Looks of what stands around the list. */
export const sidebarStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    min-width: 0;
    min-height: 0;
    background: var(--paper);
  }

  header {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 10px 10px 8px 14px;
  }

  header h2 {
    flex: 1;
    min-width: 0;
    font-size: 15px;
  }

  .whose {
    justify-content: flex-start;
    max-width: 100%;
    margin-left: -8px;
    padding: 4px 8px;
    overflow: hidden;
    font-weight: 650;
    font-size: 15px;
    color: var(--ink) !important;
  }

  .whose span {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .whose svg {
    flex: none;
    rotate: 90deg;
    color: var(--muted);
  }

  .filter {
    padding: 0 12px;
  }

  .strip {
    display: flex;
    flex: none;
    gap: 4px;
    padding: 8px 12px;
    overflow-x: auto;
    scrollbar-width: none;
  }

  .strip button {
    flex: none;
    min-height: 26px;
    padding: 2px 10px;
    border-color: var(--line);
    border-radius: 99px;
    background: transparent;
    color: var(--soft);
    font-weight: 500;
    font-size: 12.5px;
  }

  .strip button:hover {
    background: var(--raised);
  }

  .strip button[aria-pressed='true'] {
    border-color: var(--accent-line);
    background: var(--accent-soft);
    color: var(--accent);
  }

  .strip button:focus-visible {
    outline-offset: -2px;
  }

  .notices {
    display: grid;
    gap: 8px;
    max-height: 45%;
    padding: 0 12px;
    overflow-y: auto;
  }

  .notices:has(.notice) {
    padding-bottom: 8px;
  }

  .deeper {
    margin: 0 12px 8px;
    justify-content: flex-start;
    overflow: hidden;
    border-color: var(--line);
    font-weight: 450;
  }

  .deeper span {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .deeper kbd {
    margin-left: auto;
  }

  footer {
    display: flex;
    gap: 4px;
    align-items: center;
    min-height: 36px;
    margin-top: auto;
    padding: 3px 8px 3px 14px;
    border-top: 1px solid var(--line);
    color: var(--muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  footer .link {
    display: flex;
    gap: 7px;
    align-items: center;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .lamp {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--muted);
  }

  .lamp.live {
    background: var(--live);
  }

  .lamp.polling,
  .lamp.connecting {
    background: var(--warn);
  }

  .lamp.lost {
    background: var(--bad);
  }

  footer button {
    min-height: 28px;
    margin-left: auto;
    padding: 2px 8px;
    color: var(--muted) !important;
    font-size: 12px;
    font-weight: 450;
  }

  .bulk {
    display: flex;
    gap: 0;
    align-items: center;
    margin: 0 8px 8px;
    padding: 5px 6px 5px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--overlay);
    box-shadow: var(--shadow-m);
  }

  .bulk .icon {
    width: 29px;
    min-height: 30px;
  }

  .bulk strong {
    flex: 1;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }

  .shelf {
    position: absolute;
    z-index: 5;
    right: 8px;
    bottom: 44px;
    left: 8px;
    display: grid;
    gap: 4px;
    padding: 10px;
    overflow-y: auto;
    max-height: 46%;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--overlay);
    box-shadow: var(--shadow-l);
  }

  .shelf p {
    padding: 0 4px 4px;
    color: var(--muted);
    font-size: 12px;
  }

  .target {
    display: flex;
    gap: 9px;
    align-items: center;
    padding: 8px 10px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius-s);
    font-size: 13.5px;
  }

  .target.over {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
  }

  .bones {
    flex: 1;
    padding: 12px 20px;
    overflow: hidden;
  }

  .bones div {
    height: 12px;
    margin: 22px 0 8px;
  }

  .bones div + div {
    width: 55%;
    margin-top: 0;
  }

  .why {
    width: min(520px, calc(100vw - 24px));
    padding: 20px;
  }

  .why h2 {
    margin-bottom: 4px;
    font-size: 17px;
  }

  .why > p {
    margin-bottom: 12px;
    color: var(--muted);
    font-size: 13.5px;
  }

  .why form {
    display: flex;
    gap: 8px;
    margin-top: 10px;
  }

  .why form input {
    flex: 1;
    min-width: 0;
  }

  .why li button {
    display: flex;
    justify-content: space-between;
    width: 100%;
    border: 0;
    background: none;
    font-weight: 450;
    font-variant-numeric: tabular-nums;
  }

  .why li button:hover {
    background: var(--raised);
  }

  .why li span:last-child {
    color: var(--muted);
  }

  .answer {
    margin-top: 12px;
    font-size: 13.5px;
  }

  .answer dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 3px 12px;
    margin-top: 8px;
    overflow-wrap: anywhere;
  }

  .answer dt {
    color: var(--muted);
  }

  .ask form {
    display: grid;
    gap: 12px;
    width: min(400px, calc(100vw - 24px));
    padding: 20px;
  }

  .ask h2 {
    font-size: 16px;
  }

  .ask .buttons {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }
`;
