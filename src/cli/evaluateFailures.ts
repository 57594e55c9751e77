import { EvaluateError } from '../evaluate/evaluateError.ts';
import { CannotRun, NotAllDone, type CliContext } from './context.ts';
import { reasonOf } from './fileReasons.ts';

/** Failures of test files and runs become one sentence (`CannotRun`). */
export async function readingRuns<T>(context: CliContext, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof CannotRun || error instanceof NotAllDone) throw error;
    if (error instanceof EvaluateError) throw new CannotRun(error.message, { cause: error });
    if (context.signal.aborted) throw new CannotRun('Stopped.', { cause: error });
    if (error instanceof Error && 'path' in error && 'code' in error)
      throw new CannotRun(`${String(error.path)}: ${reasonOf(String(error.code))}.`, {
        cause: error,
      });
    throw error;
  }
}
