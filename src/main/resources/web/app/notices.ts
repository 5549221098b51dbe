import { css, html, nothing, type TemplateResult } from 'lit';
import type { Failure, Fault } from './api';
import { duration, timeOfDay } from './time';

export const noticeStyles = css`
  .notice {
    margin: 0 12px 10px;
    padding: 10px 12px;
    border: 1px solid var(--warn-line);
    border-radius: var(--radius);
    background: var(--warn-soft);
    font-size: 13.5px;
    line-height: 1.45;
  }

  .notice strong {
    display: block;
    color: var(--warn);
  }

  .notice p + p {
    margin-top: 4px;
  }
`;

/** Tells that the list could not be renewed, and how old it is. */
export function failureNotice(failure: Failure, confirmedAt: number, now: number): TemplateResult {
  return notice(
    failure.message,
    `What is shown is from ${timeOfDay(confirmedAt)}, ${duration(now - confirmedAt)} ago.`,
    failure.consequence,
    failure.remedy,
  );
}

/** Tells that a store cannot be read now. */
export function faultNotice(fault: Fault): TemplateResult {
  return notice(
    fault.message,
    `Profile ${fault.profile}, for ${duration(fault.age_seconds * 1000)}.`,
    fault.consequence,
    fault.remedy,
  );
}

function notice(message: string, age: string, consequence: string, remedy: string): TemplateResult {
  return html`<div class="notice">
    <strong>${message}</strong>
    <p>${age} ${consequence}</p>
    ${remedy ? html`<p>${remedy}</p>` : nothing}
  </div>`;
}
