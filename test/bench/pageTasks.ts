interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds from begin to end. */
  dur?: number;
  /** Microseconds on a processor: less, where others have it meanwhile. */
  tdur?: number;
  args?: { name?: string };
}

/** Categories of a browser's trace that `tasksOf` reads. */
export const TASKS = ['toplevel', '__metadata'];

/** Milliseconds of each task on the main threads of a trace's pages, by either clock, the shortest first. */
export function tasksOf(trace: Buffer, clock: 'dur' | 'tdur' = 'dur'): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ [clock]: microseconds = 0 }) => microseconds / 1000)
    .toSorted((a, b) => a - b);
}

/** "of 812 main-thread tasks 99 % under 12.3 ms, the longest 31 ms". @param tasks the shortest first */
export function tasksText(tasks: readonly number[]): string {
  const at = (share: number) => tasks[Math.min(tasks.length - 1, Math.floor(tasks.length * share))] ?? NaN;
  return `of ${tasks.length} main-thread tasks 99 % under ${at(0.99).toFixed(1)} ms, the longest ${at(1).toFixed(0)} ms`;
}
