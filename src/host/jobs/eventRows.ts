import { EVENT_KINDS, type EventFilter, type EventKind, type EventRow } from '../../protocol/jobPage.ts';
import { kindOf, type JobEvent } from '../../tune/job/events.ts';

/** Events under a filter, newest first, `from` to `to` (exclusive). @param events oldest first */
export function rowsOf(events: readonly JobEvent[], filter: EventFilter, from: number, to: number): EventRow[] {
  const { kinds, text } = filter;
  const passes = holds(text);
  return events
    .filter((event) => (kinds.length === 0 || kinds.includes(kindOf(event))) && passes(event))
    .toReversed()
    .slice(from, to)
    .map((event) => ({ at: event.created_at * 1000, kind: kindOf(event), message: event.message }));
}

/** How many events of each kind hold a text. */
export function countEvents(events: readonly JobEvent[], text: string): Record<EventKind, number> {
  const passes = holds(text);
  const counts = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, 0])) as Record<EventKind, number>;
  for (const event of events) if (passes(event)) counts[kindOf(event)]++;
  return counts;
}

function holds(text: string): (event: JobEvent) => boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? () => true : ({ message }) => message.toLowerCase().includes(wanted);
}
