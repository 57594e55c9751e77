import { connect } from '../../../src/protocol/channel.ts';
import type { EventFilter, EventKind, EventRow, JobHost, JobPage, JobSnapshot } from '../../../src/protocol/jobPage.ts';
import { fakeVsCode } from './fakeChannel.ts';
import { FAKE_JOBS } from './fakeJobs.ts';

/** Runs in the page before it: a made-up job, see fakeJobs.ts. */

const job = (FAKE_JOBS[globalThis.setting.scenario] ?? FAKE_JOBS['running'])?.();
if (!job) throw new Error('There is no such job.');
const { events } = job;
const snapshotNow = (): JobSnapshot => ({ ...job.snapshot, events: events.length });

const holds = (event: EventRow, text: string) => event.message.toLowerCase().includes(text.toLowerCase());
const passes = ({ kinds, text }: EventFilter) => {
  return (event: EventRow) => (kinds.length === 0 || kinds.includes(event.kind)) && holds(event, text);
};
const countOf = (text: string): Record<EventKind, number> => {
  const counts = { message: 0, metrics: 0, warning: 0, error: 0 };
  for (const event of events) if (holds(event, text)) counts[event.kind]++;
  return counts;
};

const calls: [method: string, ...args: unknown[]][] = [];
/** What the next thing asked for fails with. */
const control = {
  calls,
  refuse: undefined as string | undefined,
  /** Events happen, the last of them last, and the job goes on. */
  happen: async (news: EventRow[], change: Partial<JobSnapshot>) => {
    events.unshift(...news.toReversed());
    Object.assign(job.snapshot, change);
    await page.update(snapshotNow());
  },
};
async function answer<T>(call: [string, ...unknown[]], make: () => T): Promise<T> {
  calls.push(call);
  if (control.refuse !== undefined) throw new Error(control.refuse);
  return make();
}
const host: JobHost = {
  ready: () => answer(['ready'], snapshotNow),
  events: (filter, from, to) =>
    answer(['events', filter, from, to], () => events.filter(passes(filter)).slice(from, to)),
  countEvents: (text) => answer(['countEvents', text], () => countOf(text)),
  run: (action) => answer(['run', action], () => undefined),
  evaluate: (model) => answer(['evaluate', model], () => undefined),
  openFile: (file) => answer(['openFile', file], () => undefined),
};
const page = connect<JobPage, JobHost>(fakeVsCode(), host);
Object.assign(globalThis, { fakeHost: control });
