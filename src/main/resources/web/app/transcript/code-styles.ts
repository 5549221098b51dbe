import { css } from 'lit';

/** Code, changes and terminals. */
export const codeStyles = css`
  .block {
    margin: 0.85em 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
    background: var(--code);
    font-size: 12.5px;
  }

  .block-head {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    min-height: 30px;
    padding: 1px 4px 1px 12px;
    color: var(--muted);
    font: 12px var(--mono);
  }

  .block-head .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .block-head .copy {
    flex: none;
    min-height: 24px;
    padding: 1px 9px;
    border-color: transparent;
    background: none;
    color: var(--muted);
    font: 500 12px var(--sans);
  }

  .block-head .copy:hover {
    background: var(--raised);
    color: var(--ink);
  }

  .block-head .copy.done {
    color: var(--ok);
  }

  pre {
    max-height: 460px;
    margin: 0;
    padding: 8px 12px 12px;
    overflow: auto;
    border-top: 1px solid var(--line);
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    tab-size: 4;
  }

  pre:focus-visible {
    outline-offset: -2px;
  }

  pre code {
    display: block;
    width: max-content;
    min-width: 100%;
    font: 12.5px/1.58 var(--mono);
    white-space: pre;
  }

  .tool-body pre code,
  .terminal pre code {
    width: auto;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .hljs-comment,
  .hljs-quote {
    color: var(--hl-comment);
    font-style: italic;
  }

  .hljs-keyword,
  .hljs-selector-tag,
  .hljs-tag,
  .hljs-literal,
  .hljs-section,
  .hljs-doctag {
    color: var(--hl-keyword);
  }

  .hljs-string,
  .hljs-regexp,
  .hljs-addition,
  .hljs-template-variable {
    color: var(--hl-string);
  }

  .hljs-number,
  .hljs-symbol,
  .hljs-bullet,
  .hljs-link,
  .hljs-variable {
    color: var(--hl-number);
  }

  .hljs-title,
  .hljs-name,
  .hljs-attr,
  .hljs-attribute,
  .hljs-type,
  .hljs-selector-id,
  .hljs-selector-class,
  .hljs-built_in {
    color: var(--hl-name);
  }

  .hljs-meta,
  .hljs-params .hljs-built_in {
    color: var(--hl-meta);
  }

  .hljs-deletion {
    color: var(--bad);
  }

  .hljs-emphasis {
    font-style: italic;
  }

  .hljs-strong {
    font-weight: 700;
  }

  /* A terminal is dark in a light page, too. */
  .terminal {
    --term-ground: light-dark(#211e1b, #100f0e);
    border-color: light-dark(#211e1b, var(--line));
    background: var(--term-ground);
    color: #e6e0d8;
  }

  .terminal .block-head {
    color: #b0a79c;
  }

  .terminal .block-head .copy {
    color: #b0a79c;
  }

  .terminal .block-head .copy:hover {
    background: #3a3530;
    color: #f4efe8;
  }

  .terminal .block-head .copy.done {
    color: #67cb95;
  }

  .terminal pre {
    border-top-color: #38332e;
    scrollbar-color: #5a534b transparent;
  }

  .terminal .command {
    color: #f7f2ea;
    font-weight: 600;
  }

  .terminal .command::before {
    content: '$ ';
    color: #67cb95;
  }

  .bold {
    font-weight: 700;
  }

  .dim {
    opacity: 0.72;
  }

  .italic {
    font-style: italic;
  }

  .underlined {
    text-decoration: underline;
  }

  .struck {
    text-decoration: line-through;
  }

  .inverse {
    background: #e6e0d8;
    color: #211e1b;
  }

  .f-0 { color: #8f8880; }
  .f-1 { color: #f28b82; }
  .f-2 { color: #7bcf95; }
  .f-3 { color: #e2c062; }
  .f-4 { color: #82b4f0; }
  .f-5 { color: #d3a4ec; }
  .f-6 { color: #6ccbd0; }
  .f-7 { color: #e6e0d8; }
  .f-8 { color: #a39b91; }
  .f-9 { color: #ffa79f; }
  .f-10 { color: #9be3b0; }
  .f-11 { color: #f3d680; }
  .f-12 { color: #a4caf8; }
  .f-13 { color: #e3c1f5; }
  .f-14 { color: #93e0e4; }
  .f-15 { color: #ffffff; }
  .b-0, .b-8 { background: #4a443d; }
  .b-1, .b-9 { background: #7c2b25; color: #fff; }
  .b-2, .b-10 { background: #23583a; color: #fff; }
  .b-3, .b-11 { background: #6a5212; color: #fff; }
  .b-4, .b-12 { background: #234a77; color: #fff; }
  .b-5, .b-13 { background: #5d3174; color: #fff; }
  .b-6, .b-14 { background: #1d5b60; color: #fff; }
  .b-7, .b-15 { background: #d8d2c9; color: #211e1b; }

  /* A diff. */
  .diff pre {
    padding: 4px 0 8px;
  }

  .diff pre code,
  .tool-body .diff pre code {
    width: max-content;
    min-width: 100%;
    white-space: pre;
  }

  .diff .line {
    display: block;
    min-height: 1.58em;
    margin: 0;
    padding: 0 14px 0 0;
    overflow: visible;
    color: inherit;
    font: inherit;
  }

  .diff .line::before {
    content: attr(data-before);
    display: inline-block;
    box-sizing: content-box;
    width: 4ch;
    padding-right: 1ch;
    color: var(--muted);
    text-align: right;
    user-select: none;
  }

  .diff .line[data-after]::before {
    content: attr(data-before) ' ';
  }

  .diff .words::before {
    display: inline-block;
    width: 2ch;
    color: inherit;
    text-align: center;
    user-select: none;
  }

  .diff .added {
    background: var(--hl-added);
  }

  .diff .added .words::before {
    content: '+';
    color: var(--ok);
  }

  .diff .removed {
    background: var(--hl-removed);
  }

  .diff .removed .words::before {
    content: '−';
    color: var(--bad);
  }

  .diff .same .words::before {
    content: ' ';
  }

  .diff .added::before {
    content: attr(data-after) ' ' !important;
  }

  .diff .hunk,
  .diff .file,
  .diff .note {
    color: var(--muted);
  }

  .diff .hunk {
    background: var(--raised);
    color: var(--info);
  }

  .diff .file {
    font-weight: 600;
  }

  .diff .hunk::before,
  .diff .file::before,
  .diff .note::before {
    width: 1ch;
  }

  .tally {
    margin-left: 8px;
    font-weight: 600;
  }

  .tally .plus {
    color: var(--ok);
  }

  .tally .minus {
    color: var(--bad);
  }
`;
