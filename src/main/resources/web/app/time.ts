const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dayOfWeek = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfAnyYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** A length of time in words, such as "3 min". */
export function duration(millis: number): string {
  if (millis < MINUTE) return `${Math.max(0, Math.round(millis / 1000))} s`;
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} min`;
  return millis < DAY ? `${Math.floor(millis / HOUR)} h` : `${Math.floor(millis / DAY)} d`;
}

/** How long ago, as short as a row needs it. */
export function ago(millis: number, now: number): string {
  const age = now - millis;
  if (age < MINUTE) return 'now';
  if (age < 12 * HOUR) return duration(age);
  if (startOfDay(now) <= millis) return clock.format(millis);
  if (age < 6 * DAY) return dayOfWeek.format(millis);
  return age < 300 * DAY ? dayOfYear.format(millis) : dayOfAnyYear.format(millis);
}

export const timeOfDay = (millis: number): string => clock.format(millis);
export const inFull = (millis: number): string => full.format(millis);
export const shortDay = (millis: number): string => dayOfYear.format(millis);

/** A span of days with a name, such as "Yesterday" or "March 2026". */
export interface Span {
  name: string;
  /** From when on, in milliseconds since 1970. */
  from: number;
}

/** The span of the day of a time; weeks begin on Monday. */
export function spanOf(millis: number, now: number): Span {
  const today = startOfDay(now);
  if (millis >= today) return { name: 'Today', from: today };
  const yesterday = daysBefore(today, 1);
  if (millis >= yesterday) return { name: 'Yesterday', from: yesterday };
  const monday = daysBefore(today, (new Date(today).getDay() + 6) % 7);
  if (millis >= monday) return { name: 'This week', from: monday };
  const before = daysBefore(monday, 7);
  if (millis >= before) return { name: 'Last week', from: before };
  const date = new Date(millis);
  return { name: month.format(millis), from: new Date(date.getFullYear(), date.getMonth(), 1).getTime() };
}

function startOfDay(millis: number): number {
  return new Date(millis).setHours(0, 0, 0, 0);
}

/** Not a multiple of 24 hours: days can be longer or shorter. */
function daysBefore(day: number, days: number): number {
  const date = new Date(day);
  return date.setDate(date.getDate() - days);
}
