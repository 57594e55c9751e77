/** Training examples that the vendor left out because of their images. */
export interface Skipped {
  count: number;
  /** Examples that were trained on. */
  used: number;
  /** In the vendor's words. */
  reasons: string[];
  /** Lines the vendor named; OpenAI names none. */
  lines: { file: string; line: number; reason: string }[];
}

const SKIPPED =
  /Training file \S+ contains (\d+) examples? with images that were skipped for the following reasons: ([^.]+)\./;
const USED = /Using (\d+) examples? from training file/;

/** Reads OpenAI's event about skipped training examples (its wording as of 2026-11-22). `undefined` for other events. */
export function parseSkipped(message: string): Skipped | undefined {
  const skipped = SKIPPED.exec(message);
  if (!skipped) return undefined;
  return {
    count: Number(skipped[1]),
    used: Number(USED.exec(message)?.[1] ?? 0),
    reasons: (skipped[2] ?? '').split(',').map((reason) => reason.trim()),
    lines: [],
  };
}
