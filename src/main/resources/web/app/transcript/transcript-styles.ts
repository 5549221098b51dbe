import { css } from 'lit';

/** The frame: head, find, text, panel. */
export const transcriptStyles = css`
  :host {
    container: transcript / inline-size;
    position: relative;
    display: flex;
    min-width: 0;
    min-height: 0;
    height: 100%;
    background: var(--surface);
  }

  .main {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }

  .icon {
    flex: none;
  }

  .head {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 10px 12px 9px 20px;
    border-bottom: 1px solid var(--line);
  }

  .head .back {
    display: none;
  }

  .names {
    flex: 1;
    min-width: 0;
  }

  .crumbs {
    display: flex;
    gap: 4px;
    align-items: center;
    color: var(--muted);
    font-size: var(--text-xs);
  }

  .crumbs a {
    min-width: 0;
    overflow: hidden;
    color: var(--muted);
    text-decoration: none;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .crumbs a:hover {
    color: var(--accent);
    text-decoration: underline;
  }

  h2 {
    overflow: hidden;
    font-size: 16px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .gist {
    display: flex;
    flex-wrap: nowrap;
    gap: 0 6px;
    min-height: 19px;
    margin-top: 1px;
    overflow: hidden;
    color: var(--muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    mask-image: linear-gradient(to right, #000 calc(100% - 22px), transparent);
  }

  .gist > span + span::before {
    content: '·';
    margin-right: 6px;
    color: var(--line-strong);
  }

  .gist .folder {
    min-width: 3em;
    overflow: hidden;
    direction: rtl;
    font-family: var(--mono);
    font-size: 11.5px;
    line-height: 19px;
    text-overflow: ellipsis;
  }

  .gist .folder::before {
    display: none;
  }

  .gist .live {
    color: var(--live);
    font-weight: 600;
  }

  .gist .words {
    width: 260px;
    height: 12px;
    margin-top: 4px;
  }

  .deeds {
    display: flex;
    flex: none;
    gap: 2px;
    align-items: center;
  }

  hermes-find {
    flex: none;
  }

  .place {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }

  .place > .state {
    margin: auto;
  }

  .scroller {
    flex: 1;
    min-height: 0;
    padding: 0 20px;
    overflow-anchor: none;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .column {
    width: 100%;
    max-width: 780px;
    margin: 0 auto;
    padding: 8px 0 12px;
  }

  .edge {
    padding: 18px 0 14px;
    color: var(--muted);
    font-size: var(--text-xs);
    text-align: center;
  }

  .edge.end {
    padding: 20px 0;
  }

  .running {
    display: flex;
    gap: 4px;
    align-items: center;
    font-size: var(--text-s);
  }

  .running span {
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--live);
    animation: breathe 0.9s ease-in-out infinite alternate;
  }

  .running span:nth-child(2) {
    animation-delay: 0.2s;
  }

  .running span:nth-child(3) {
    margin-right: 6px;
    animation-delay: 0.4s;
  }

  .to-end {
    position: absolute;
    bottom: 18px;
    left: 50%;
    translate: -50% 0;
    border-radius: 99px;
    background: var(--overlay);
    box-shadow: var(--shadow-m);
  }

  .to-end.fresh {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  .stale {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: center;
    margin: 8px 20px 0;
  }

  .stale strong,
  .stale p {
    width: 100%;
  }

  .loading {
    display: grid;
    gap: 14px;
    padding: 36px 20px;
  }

  .loading .skeleton {
    width: 92%;
    height: 14px;
  }

  .loading .bone-0 {
    justify-self: end;
    width: 58%;
    height: 52px;
    margin-bottom: 14px;
    border-radius: var(--radius);
  }

  .loading .bone-3 {
    width: 46%;
  }

  .loading .bone-4 {
    width: 100%;
    height: 36px;
  }

  .loading .bone-6 {
    width: 60%;
  }

  hermes-panel {
    flex: none;
    width: 312px;
    border-left: 1px solid var(--line);
  }

  .veil {
    display: none;
  }

  @container transcript (max-width: 880px) {
    hermes-panel {
      position: absolute;
      z-index: 40;
      top: 0;
      right: 0;
      bottom: 0;
      width: min(340px, 88%);
      box-shadow: var(--shadow-l);
    }

    .veil {
      position: absolute;
      z-index: 39;
      inset: 0;
      display: block;
      background: var(--scrim);
    }
  }

  @container transcript (max-width: 620px) {
    .head {
      gap: 4px;
      padding: 8px 6px 8px 12px;
    }

    .scroller {
      padding: 0 14px;
    }

    .head .folds,
    .gist .folder,
    .gist .when {
      display: none;
    }
  }

  @media (max-width: 760px) {
    .head .back {
      display: inline-flex;
      margin-left: -8px;
    }
  }
`;

/** Messages and the cards in them. */
export const messageStyles = css`
  hermes-message {
    display: block;
    scroll-margin-top: 80px;
  }

  hermes-message:focus {
    outline: none;
  }

  hermes-tool {
    display: block;
  }

  .message {
    position: relative;
    padding: 14px 0 2px;
  }

  .goes-on .message {
    padding-top: 0;
  }

  .message > header {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 26px;
    color: var(--muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
  }

  .message > header b {
    color: var(--ink);
    font-weight: 600;
  }

  .goes-on .message > header {
    display: none;
  }

  .message > footer {
    display: flex;
    height: 24px;
    margin: -4px 0 2px -7px;
  }

  .message > footer .actions {
    margin-left: 0;
  }

  .actions {
    display: flex;
    margin-left: auto;
    opacity: 0;
    transition: opacity var(--fast);
  }

  .actions button {
    width: 28px;
    min-height: 26px;
    color: var(--muted);
  }

  .message:hover > :is(header, footer) .actions,
  .message > :is(header, footer):focus-within .actions {
    opacity: 1;
  }

  @media (hover: none) {
    .actions {
      opacity: 1;
    }
  }

  .user,
  .steer {
    padding-top: 22px;
  }

  .user .body,
  .steer .body {
    padding: 11px 15px;
    border: 1px solid var(--line);
    border-radius: 4px 14px 14px;
    background: var(--raised);
  }

  .body {
    font-size: 15px;
    line-height: 1.62;
    overflow-wrap: anywhere;
  }

  .assistant .body {
    padding: 2px 0 6px;
  }

  .written .words {
    white-space: pre-wrap;
  }

  .system .body {
    padding: 10px 14px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    color: var(--muted);
    font-size: var(--text-s);
  }

  .compacted > header,
  .rewound > header {
    color: var(--muted);
  }

  .compacted,
  .rewound {
    margin-left: -14px;
    padding-left: 12px;
    border-left: 2px dotted var(--line-strong);
  }

  .rewound .body {
    text-decoration: line-through;
    text-decoration-color: var(--line-strong);
  }

  .target > .message::before {
    content: '';
    position: absolute;
    z-index: 0;
    inset: 0 -12px -6px;
    border-radius: var(--radius);
    background: var(--mark);
    opacity: 0.35;
    pointer-events: none;
    animation: flash 2.4s ease-out forwards;
  }

  @keyframes flash {
    to {
      opacity: 0;
    }
  }

  .divider {
    display: flex;
    gap: 12px;
    align-items: center;
    margin: 18px 0 4px;
    color: var(--muted);
    font-size: var(--text-xs);
  }

  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    border-top: 1px solid var(--line);
  }

  .divider span {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }

  .divider.segment {
    color: var(--info);
  }

  .divider.segment::before,
  .divider.segment::after {
    border-top: 1px dashed var(--info-line);
  }

  /* Lines that unfold. */
  details.tool,
  details.reasoning,
  details.note-text {
    margin: 4px 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 13px;
  }

  details.reasoning,
  details.note-text {
    border-style: dashed;
  }

  details > summary {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 34px;
    padding: 4px 10px;
    border-radius: var(--radius);
    color: var(--muted);
    cursor: pointer;
    list-style: none;
    user-select: none;
  }

  details > summary::-webkit-details-marker {
    display: none;
  }

  details > summary:hover {
    background: var(--raised);
  }

  details[open] > summary {
    border-radius: var(--radius) var(--radius) 0 0;
  }

  details > summary > .icon:last-child {
    margin-left: 2px;
    transition: rotate var(--fast);
  }

  details[open] > summary > .icon:last-child {
    rotate: 90deg;
  }

  summary b {
    flex: none;
    max-width: 45%;
    overflow: hidden;
    color: var(--ink);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  summary .about {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tool summary .about {
    font: 12.5px var(--mono);
  }

  summary .facts {
    display: flex;
    flex: none;
    gap: 8px;
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }

  summary .bad {
    padding: 0 7px;
    border: 1px solid var(--bad-line);
    border-radius: 99px;
    background: var(--bad-soft);
    color: var(--bad);
    font-weight: 600;
  }

  .tool.failed > summary > .icon:first-child {
    color: var(--bad);
  }

  .tool-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 8px;
    border-top: 1px solid var(--line);
  }

  .tool-body .block {
    margin: 0;
  }

  .tools {
    padding-bottom: 4px;
  }

  .thoughts {
    padding: 6px 14px 12px;
    border-top: 1px dashed var(--line);
    color: var(--soft);
    font-size: 13.5px;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }

  .thoughts .body {
    padding: 0;
    border: 0;
    background: none;
    font-size: 13.5px;
  }

  .wrong {
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--bad);
    overflow-wrap: anywhere;
  }

  .nothing {
    color: var(--muted);
    font-size: var(--text-s);
  }

  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: center;
    margin: 6px 0;
    color: var(--muted);
    font-size: var(--text-xs);
  }

  .values {
    display: grid;
    grid-template-columns: minmax(70px, auto) minmax(0, 1fr);
    gap: 5px 14px;
    margin: 0;
    padding: 4px 6px;
  }

  .values dt {
    color: var(--muted);
    font: 12px/1.6 var(--mono);
  }

  .values dd {
    margin: 0;
    font: 12.5px/1.55 var(--mono);
    overflow-wrap: anywhere;
  }

  .subagents {
    margin: 4px 0 8px;
  }

  .subagents button {
    justify-content: flex-start;
    width: 100%;
    border-color: var(--info-line);
    background: var(--info-soft);
    color: var(--info);
    font-weight: 400;
    text-align: left;
    white-space: normal;
  }

  .subagents button span {
    flex: 1;
  }

  .picture {
    display: block;
    width: fit-content;
    margin: 8px 0;
  }

  .picture img,
  .md img {
    display: block;
    max-width: min(100%, 480px);
    max-height: 480px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }

  .elsewhere {
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .md a.elsewhere {
    display: inline;
  }

  /* Markdown. */
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
