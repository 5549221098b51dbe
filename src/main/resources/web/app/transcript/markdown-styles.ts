import { css } from 'lit';

/** Text with markup, as it is said. */
export const markdownStyles = css`
  .md > :first-child {
    margin-top: 0;
  }

  .md > :last-child {
    margin-bottom: 0;
  }

  .md p {
    margin: 0.65em 0;
  }

  .md h1,
  .md h2,
  .md h3,
  .md h4,
  .md h5,
  .md h6 {
    overflow: visible;
    margin: 1.35em 0 0.5em;
    font-size: 15.5px;
    font-weight: 650;
    line-height: 1.35;
    white-space: normal;
  }

  .md h1 {
    font-size: 19px;
  }

  .md h2 {
    font-size: 17px;
  }

  .md ul,
  .md ol {
    margin: 0.6em 0;
    padding-left: 1.6em;
    list-style: disc;
  }

  .md ol {
    list-style: decimal;
  }

  .md ul ul {
    list-style: circle;
  }

  .md li {
    margin: 0.22em 0;
  }

  .md li::marker {
    color: var(--muted);
  }

  .md li > ul,
  .md li > ol {
    margin: 0.2em 0;
  }

  .md a,
  .written a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }

  .md .nowhere {
    border-bottom: 1px dotted var(--line-strong);
  }

  .md blockquote {
    margin: 0.8em 0;
    padding: 1px 0 1px 14px;
    border-left: 3px solid var(--line-strong);
    color: var(--soft);
  }

  .md hr {
    height: 0;
    margin: 1.4em 0;
    border: 0;
    border-top: 1px solid var(--line);
  }

  .md :not(pre) > code {
    padding: 1px 5px;
    border-radius: 5px;
    background: var(--code);
    font: 0.87em var(--mono);
    overflow-wrap: anywhere;
  }

  .md code.formula {
    background: none;
    color: var(--soft);
    font-style: italic;
  }

  .md code.formula.display {
    display: block;
    margin: 0.9em 0;
    padding: 8px 12px;
    overflow-x: auto;
    border-radius: var(--radius-s);
    background: var(--code);
    text-align: center;
    white-space: pre-wrap;
  }

  .md kbd {
    font-size: 0.82em;
  }

  .md mark {
    background: var(--mark);
    color: inherit;
  }

  .table {
    margin: 0.9em 0;
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
  }

  .table table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13.5px;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }

  .table th,
  .table td {
    padding: 6px 12px;
    border-bottom: 1px solid var(--line);
    text-align: left;
    overflow-wrap: normal;
  }

  .table [align='right'] {
    text-align: right;
  }

  .table [align='center'] {
    text-align: center;
  }

  .table th {
    background: var(--raised);
    font-weight: 600;
    white-space: nowrap;
  }

  .table tr:last-child td {
    border-bottom: 0;
  }

  ::highlight(hermes-found) {
    background-color: var(--mark);
  }

  ::highlight(hermes-found-now) {
    background-color: var(--accent);
    color: var(--on-accent);
  }
`;
