import { css } from 'lit';

export const insightStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 16px;
    align-items: center;
  }

  .names {
    flex: 1;
    min-width: 180px;
  }

  .names p {
    color: var(--muted);
    font-size: var(--text-m);
  }

  .scope {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .scope input {
    width: 196px;
  }

  .segments {
    display: inline-flex;
    overflow: hidden;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
  }

  .segments button {
    border: 0;
    border-radius: 0;
  }

  .segments button + button {
    border-left: 1px solid var(--line);
  }

  .segments button:focus-visible {
    outline-offset: -2px;
  }

  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(158px, 1fr));
    gap: var(--s3);
  }

  .total {
    min-width: 0;
    padding: 12px 16px 13px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .total h2 {
    color: var(--muted);
    font-size: var(--text-s);
    font-weight: 550;
    letter-spacing: 0;
  }

  .words {
    color: var(--muted);
    font-size: var(--text-s);
  }

  .plots {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--s4);
  }

  .full {
    grid-column: 1 / -1;
  }

  hermes-plot select {
    min-height: 28px;
    padding: 1px 6px;
    font-size: var(--text-xs);
  }

  .note {
    margin-top: 8px;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .chapter {
    margin: 18px 0 10px;
    font-size: var(--text-xl);
  }

  .store {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
  }

  .store .chapter {
    margin-bottom: -6px;
  }

  .ledger {
    grid-column: 1 / -1;
    min-width: 0;
    padding: 14px 16px;
  }

  .ledger header {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: center;
    margin-bottom: 8px;
  }

  .ledger header h2 {
    font-size: 15px;
  }

  .ledger header p {
    flex: 1;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .ledger .button {
    border-color: transparent;
    background: none;
    min-height: 28px;
    padding: 2px 9px;
    color: var(--muted);
    font-size: var(--text-xs);
  }

  th,
  td {
    padding: 6px 0 6px 14px;
    border-top: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
  }

  th:first-child {
    max-width: 0;
    width: 55%;
    overflow: hidden;
    padding-left: 0;
    text-align: left;
    text-overflow: ellipsis;
  }

  tbody th {
    font-weight: 500;
  }

  thead th {
    border-top: 0;
    color: var(--muted);
    font-size: var(--text-xs);
    font-weight: 600;
  }

  th a {
    color: var(--ink);
    text-decoration-color: var(--line-strong);
    text-underline-offset: 3px;
  }

  th a:hover {
    color: var(--accent);
  }

  .notice button {
    margin-top: 8px;
  }

  .bones .totals .skeleton {
    height: 92px;
  }

  .bones .tall {
    height: 340px;
  }

  @container report (max-width: 860px) {
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container report (max-width: 560px) {
    .totals {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .total {
      padding: 10px 12px;
    }

    .scope,
    .scope input,
    .segments {
      width: 100%;
    }

    .segments button {
      flex: 1;
      padding: 5px 4px;
    }
  }
`;
