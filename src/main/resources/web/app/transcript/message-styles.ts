import { css } from 'lit';

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
`;
