import { explain } from '../../lint/explain/explain.ts';

/** Training examples that the vendor left out because of their images. */
export interface Skipped {
  count: number;
  /** Examples that were trained on, where it is said. */
  used: number | null;
  /** In the vendor's words. */
  reasons: string[];
  /** How many for which reason, where it is said. */
  counts: Readonly<Record<string, number>>;
  /** Lines (from 1) of the training file that the vendor named; OpenAI names none. */
  lines: { line: number; reason: string }[];
}

/** Where the vendor does not say yet how many are left. */
const LEFT_OUT = /training file \S+ contains (?<count>\d+) examples? with images that were skipped/i;

/** What an event or a log says about skipped training examples, in any wording that is known; `undefined` for others. */
export function skippedIn(message: string): Skipped | undefined {
  const said = explain(message).filter(({ reasons, file }) => reasons !== undefined && file !== 'validation');
  const all = said.flatMap((each) => each.reasons ?? []);
  const reasons = [...new Set(all.map(({ label }) => label))];
  const counts = Object.fromEntries(all.flatMap(({ label, count }) => (count === undefined ? [] : [[label, count]])));
  const lines = said.flatMap((each) => each.lines.map((line) => ({ line, reason: each.reasons?.[0]?.label ?? '' })));
  const trained = said.find((each) => each.trained)?.trained;
  const counted = all.reduce((sum, reason) => sum + (reason.count ?? 0), 0);
  const told = Number(LEFT_OUT.exec(message)?.groups?.['count'] ?? 0);
  const named = new Set(lines.map(({ line }) => line)).size;
  const count = trained ? trained.of - trained.used : Math.max(counted, named, said.length > 0 ? told : 0);
  return count === 0 ? undefined : { count, used: trained?.used ?? null, reasons, counts, lines };
}

/** In some jobs it follows as an event of its own. */
const USED = /Using \d+ examples? from training file/i;

/** What the events of a job say of examples left out: the last word on how many, and every line that was named. */
export function skippedOf(events: readonly { message: string }[]): Skipped | undefined {
  const used = events.findLast(({ message }) => USED.test(message))?.message ?? '';
  const said = events.flatMap(({ message }) => {
    const alone = skippedIn(message);
    // what stands before it would be taken for training examples, though it were of the validation file
    return (alone && !USED.test(message) ? skippedIn(`${message} ${used}`) : alone) ?? [];
  });
  const most = said.findLast((each) => each.used !== null) ?? said.toSorted((a, b) => a.count - b.count).at(-1);
  if (!most) return undefined;
  const lines = new Map(said.flatMap((each) => each.lines.map((line) => [line.line, line] as const)));
  return {
    ...most,
    count: most.used === null ? Math.max(most.count, lines.size) : most.count,
    reasons: [...new Set(said.flatMap(({ reasons }) => reasons))],
    lines: [...lines.values()].sort((a, b) => a.line - b.line),
  };
}
