import { css } from 'lit';

/** A sheet of figures: the frame of the insights and of the service. */
export const reports = css`
  :host {
    container: report / inline-size;
    display: block;
    min-width: 0;
    min-height: 0;
    height: 100%;
    background: var(--paper);
  }

  .page {
    height: 100%;
  }

  .page:focus-visible {
    outline-offset: -2px;
  }

  .sheet {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
    max-width: 1200px;
    margin: 0 auto;
    padding: var(--s6) var(--s6) 48px;
  }

  h1 {
    font-size: var(--text-xxl);
    letter-spacing: -0.02em;
  }

  .figure {
    margin: 1px 0;
    font-size: 25px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
    line-height: 1.3;
    white-space: nowrap;
  }

  small {
    color: var(--muted);
    font-size: var(--text-xs);
    font-weight: 400;
  }

  .wide {
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }

  .bones {
    display: grid;
    gap: var(--s4);
  }

  @container report (max-width: 560px) {
    .sheet {
      gap: var(--s3);
      padding: var(--s4) var(--s3) 40px;
    }

    h1 {
      font-size: 21px;
    }

    .figure {
      font-size: 20px;
    }
  }
`;
