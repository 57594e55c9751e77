import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QuestionType } from '../dataset/questionTypes.ts';
import { ANY } from '../evaluate/exampleRow.ts';
import { Results } from '../evaluate/results.ts';
import type { OpenedRuns } from '../protocol/resultsTasks.ts';

/** How long results that no panel shows stay in memory. */
const KEPT_MS = 5 * 60_000;

/** What results are of. */
export interface ResultsOf {
  folders: readonly string[];
  types: readonly QuestionType[];
  /** The test file, for what runs did not keep of their questions. */
  testPath: string | undefined;
}

/** Results that panels show, by number, and those that were closed last, or are soon asked for. */
export class OpenedResults {
  private readonly open = new Map<number, { of: ResultsOf; results: Results }>();
  private kept: { key: string; results: Promise<Results> } | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private next = 1;

  /** Throws one sentence where they are not open. */
  get(number: number): Results {
    const found = this.open.get(number);
    // the thread was started anew
    if (!found) throw new Error('These results are no longer in memory: close the panel and show them again.');
    return found.results;
  }

  /** Reads runs that are likely to be asked for next. */
  prepare(of: ResultsOf): void {
    const key = keyOf(of);
    const isShown = [...this.open.values()].some((shown) => keyOf(shown.of) === key);
    if (!isShown && this.kept?.key !== key) this.keep(of, read(of));
  }

  /** Reads runs, or of those that are kept what was written since. Throws an `EvaluateError` for what is no run. */
  async add(of: ResultsOf, signal?: AbortSignal): Promise<OpenedRuns> {
    const reading = this.kept?.key === keyOf(of) ? this.kept.results : undefined;
    this.forget();
    const kept = await reading?.catch(() => undefined);
    // what could not be read may be mended by now
    const usable = kept?.unreadable.size === 0;
    const results = usable ? kept : await read(of, signal);
    if (usable) await results.refresh();
    const number = this.next++;
    this.open.set(number, { of, results });
    return { results: number, unreadable: [...results.unreadable] };
  }

  close(number: number): void {
    const found = this.open.get(number);
    this.open.delete(number);
    if (found) this.keep(found.of, Promise.resolve(found.results));
  }

  /** What is kept is read anew when it is opened again. */
  forget(): void {
    clearTimeout(this.forgetting);
    this.kept = undefined;
  }

  private keep(of: ResultsOf, results: Promise<Results>): void {
    // what came from the test file is not looked at again
    if (of.testPath !== undefined) return;
    this.forget();
    this.kept = { key: keyOf(of), results };
    // read again when they are opened
    results.catch(() => undefined);
    this.forgetting = setTimeout(() => {
      this.forget();
    }, KEPT_MS);
    this.forgetting.unref();
  }
}

async function read({ folders, types, testPath }: ResultsOf, signal?: AbortSignal): Promise<Results> {
  const results = await Results.read(folders, types, testPath, signal);
  // what a page asks first is worked out while it loads
  nextTurn()
    .then(() => {
      const b = Math.min(1, results.runs.length - 1);
      results.summary(0, b);
      results.table.count({ ...ANY, a: 0, b, agreement: 'all' });
    })
    // told when it is asked
    .catch(() => undefined);
  return results;
}

const keyOf = ({ folders, types }: ResultsOf) => JSON.stringify([folders, types]);
