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

  .filter {
    padding: 0 12px;
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
`;
