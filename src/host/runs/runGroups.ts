import type { FoundRun } from './foundRuns.ts';

export const GROUPINGS = ['test', 'model', 'date'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface RunGroup {
  /** The test file, absolute; the model's name; or the day as `YYYY-MM-DD`, local time. */
  key: string;
  /** In the order given. */
  runs: FoundRun[];
}

const KEYS: Readonly<Record<Grouping, (run: FoundRun) => string>> = {
  test: ({ test }) => test,
  model: ({ info }) => info.model,
  date: ({ info }) => dayOf(new Date(info.started)),
};

/** Runs that have something in common together; groups in the order of their first run, the newest. */
export function groupRuns(runs: readonly FoundRun[], grouping: Grouping): RunGroup[] {
  return [...Map.groupBy(runs, KEYS[grouping])].map(([key, of]) => ({ key, runs: of }));
}

function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A run with others of its test file behind it, those over the same bytes first, at most so many in all. */
export function withOthers(run: FoundRun, all: readonly FoundRun[], most: number): FoundRun[] {
  const others = all.filter((other) => other.test === run.test && other.folder !== run.folder);
  const isSame = ({ info }: FoundRun) => info.test.sha256 === run.info.test.sha256;
  return [run, ...others.filter(isSame), ...others.filter((other) => !isSame(other))].slice(0, most);
}
