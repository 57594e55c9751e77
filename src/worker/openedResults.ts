import type { QuestionType } from '../dataset/questionTypes.ts';
import { Results } from '../evaluate/results.ts';

/** How long results that were closed stay in memory, for they are often opened again. */
const KEPT_MS = 5 * 60_000;

/** What results are of. */
export interface ResultsOf {
  folders: readonly string[];
  types: readonly QuestionType[];
  /** The test file, for what runs did not keep of their questions. */
  testPath: string | undefined;
}

/** Results that panels show, by number, and those that were closed last. */
export class OpenedResults {
  private readonly open = new Map<number, { of: ResultsOf; results: Results }>();
  private closed: { key: string; results: Results } | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private next = 1;

  /** Throws one sentence where they are not open. */
  get(number: number): Results {
    const found = this.open.get(number);
    // the thread was started anew
    if (!found) throw new Error('These results are no longer in memory: close the panel and show them again.');
    return found.results;
  }

  /** Reads runs, or what was written since they were closed. Throws an `EvaluateError` for what is no run. */
  async add(of: ResultsOf, signal?: AbortSignal): Promise<number> {
    const kept = this.closed?.key === keyOf(of) ? this.closed.results : undefined;
    this.forget();
    await kept?.refresh();
    const results = kept ?? (await Results.read(of.folders, of.types, of.testPath, signal));
    const number = this.next++;
    this.open.set(number, { of, results });
    return number;
  }

  close(number: number): void {
    const found = this.open.get(number);
    this.open.delete(number);
    // what came from the test file is not looked at again
    if (!found || found.of.testPath !== undefined) return;
    this.forget();
    this.closed = { key: keyOf(found.of), results: found.results };
    this.forgetting = setTimeout(() => {
      this.forget();
    }, KEPT_MS);
    this.forgetting.unref();
  }

  /** Closed results are read anew when they are opened again. */
  forget(): void {
    clearTimeout(this.forgetting);
    this.closed = undefined;
  }
}

const keyOf = ({ folders, types }: ResultsOf) => JSON.stringify([folders, types]);
