import { html, nothing, type TemplateResult } from 'lit';
import type { Fault } from './api';
import { duration, timeOfDay } from './time';

/** Why something could not be renewed. */
export interface Trouble {
  message: string;
  consequence: string;
  remedy: string;
}

/** Tells that something could not be renewed, and how old what is shown is. The class `notice` is of styles.ts. */
export function failureNotice(trouble: Trouble, confirmedAt: number, now: number): TemplateResult {
  return notice(
    trouble.message,
    confirmedAt ? `What is shown is from ${timeOfDay(confirmedAt)}, ${duration(now - confirmedAt)} ago.` : '',
    trouble.consequence,
    trouble.remedy,
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
