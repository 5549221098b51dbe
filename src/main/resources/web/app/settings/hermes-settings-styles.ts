import { css } from 'lit';

export const settingsStyles = css`
  :host {
    height: 100%;
    min-height: 0;
    background: var(--surface);
  }

  .page {
    height: 100%;
    padding: 24px 24px 80px;
  }

  .inner {
    max-width: 720px;
    margin: 0 auto;
  }

  .inner > h2 {
    margin-bottom: 4px;
    font-size: 22px;
  }

  .lead {
    margin-bottom: 22px;
    color: var(--muted);
    font-size: 14px;
  }

  section {
    margin-top: 26px;
  }

  section > h3 {
    margin-bottom: 8px;
    font-size: 15px;
  }

  .box {
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .item {
    display: flex;
    gap: 8px 20px;
    align-items: center;
    justify-content: space-between;
    min-height: 52px;
    padding: 9px 14px;
    font-size: 14px;
  }

  .item + .item {
    border-top: 1px solid var(--line);
  }

  .item > div:first-child,
  .item > label:first-child {
    min-width: 0;
  }

  .item:has(.segments) {
    flex-wrap: wrap;
  }

  .item:has(.segments) > :first-child {
    flex: 1 1 140px;
  }

  .item small {
    display: block;
    color: var(--muted);
    font-size: 12.5px;
    overflow-wrap: anywhere;
  }

  .segments {
    display: flex;
    flex: none;
    padding: 2px;
    border-radius: 8px;
    background: var(--raised);
  }

  .segments label {
    position: relative;
    padding: 4px 12px;
    border-radius: var(--radius-s);
    color: var(--soft);
    font-size: 13px;
    font-weight: 500;
    cursor: pointer;
  }

  .segments label:has(:checked) {
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow-s);
  }

  .segments label:has(:focus-visible) {
    outline: 2px solid var(--focus);
  }

  .segments input {
    position: absolute;
    opacity: 0;
    inset: 0;
    width: 100%;
    height: 100%;
    cursor: pointer;
  }

  .switch {
    position: relative;
    flex: none;
    width: 38px !important;
    height: 22px !important;
    border-radius: 99px;
    background: var(--line-strong);
    appearance: none;
    cursor: pointer;
    transition: background var(--fast);
  }

  .switch::after {
    content: '';
    position: absolute;
    top: 3px;
    left: 3px;
    width: 16px;
    height: 16px;
    border-radius: 50%;
    background: var(--surface);
    transition: translate var(--fast);
  }

  .switch:checked {
    background: var(--accent);
  }

  .switch:checked::after {
    translate: 16px 0;
  }

  .switch:disabled {
    opacity: 0.5;
    cursor: default;
  }

  form.line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 12px 14px;
    border-top: 1px solid var(--line);
  }

  form.line input {
    flex: 1;
    min-width: 140px;
  }

  .token {
    margin-top: 10px;
  }

  .token code {
    display: block;
    margin: 8px 0;
    padding: 8px 10px;
    border-radius: var(--radius-s);
    background: var(--code);
    font: 13px var(--mono);
    overflow-wrap: anywhere;
  }

  .none {
    padding: 14px;
    color: var(--muted);
    font-size: 13.5px;
  }

  @media (max-width: 560px) {
    .page {
      padding: 16px 14px 60px;
    }
  }
`;
