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
