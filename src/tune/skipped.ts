import { explain } from '../lint/explain/explain.ts';

/** Training examples that the vendor left out because of their images. */
export interface Skipped {
  count: number;
  /** Examples that were trained on, where it is said. */
  used: number | null;
  /** In the vendor's words. */
  reasons: string[];
  /** Lines (from 1) of the training file that the vendor named; OpenAI names none. */
  lines: { line: number; reason: string }[];
}

/** What an event or a log says about skipped training examples, in any wording that is known; `undefined` for others. */
export function skippedIn(message: string): Skipped | undefined {
  const said = explain(message).filter(({ reasons, file }) => reasons !== undefined && file !== 'validation');
  const reasons = [...new Set(said.flatMap((each) => (each.reasons ?? []).map(({ label }) => label)))];
  const lines = said.flatMap((each) => each.lines.map((line) => ({ line, reason: each.reasons?.[0]?.label ?? '' })));
  const trained = said.find((each) => each.trained)?.trained;
  const counted = said.flatMap((each) => each.reasons ?? []).reduce((sum, reason) => sum + (reason.count ?? 0), 0);
  const named = new Set(lines.map(({ line }) => line)).size;
  const count = trained ? trained.of - trained.used : Math.max(counted, named);
  return count === 0 ? undefined : { count, used: trained?.used ?? null, reasons, lines };
}
