import { language, t } from '../ui/l10n.ts';

// making one costs more than a hundred uses
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(at: number, date: 'medium' | undefined, time: 'short' | 'medium'): string {
  const key = `${language() ?? ''} ${date ?? ''} ${time}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(language(), { ...(date && { dateStyle: date }), timeStyle: time });
  formats.set(key, format);
  return format.format(at);
}

const isToday = (at: number, now: number) => new Date(at).toDateString() === new Date(now).toDateString();

/** A moment's time of day to the second. @param at Unix milliseconds, as everywhere here */
export const clockText = (at: number): string => formatted(at, undefined, 'medium');

/** Day and time of day to the second. */
export const momentText = (at: number): string => formatted(at, 'medium', 'medium');

/** The time of day to the minute, and the day where it is not today. */
export const whenText = (at: number, now = Date.now()): string =>
  formatted(at, isToday(at, now) ? undefined : 'medium', 'short');

/** Whether what happened since then may have been on another day than today. */
export const needsDay = (at: number, now = Date.now()): boolean => !isToday(at, now);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A length of time as people say it: "40 s", "13 min", "2 h 5 min". @param ms milliseconds */
export function durationText(ms: number): string {
  if (ms < 1.5 * MINUTE) return t('{0} s', Math.round(ms / 1000));
  if (ms < 1.5 * HOUR) return t('{0} min', Math.round(ms / MINUTE));
  const minutes = Math.round(ms / MINUTE);
  return t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

export interface Stretch {
  state: string;
  at: number;
  /** Milliseconds, of states that are over. */
  took?: number;
}

/** States with how long each lasted; the last one lasts still, or is the end. */
export function stretches(timeline: readonly { state: string; at: number }[]): Stretch[] {
  return timeline.map(({ state, at }, index) => {
    const next = timeline[index + 1];
    return { state, at, ...(next && { took: Math.max(0, next.at - at) }) };
  });
}
