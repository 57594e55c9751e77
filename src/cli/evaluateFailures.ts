import { EvaluateError } from '../evaluate/evaluateError.ts';
import { CannotRun, NotAllDone, type CliContext } from './context.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'the disk is full; what was done is kept',
};

/** Failures of test files and runs become one sentence (`CannotRun`). */
export async function readingRuns<T>(context: CliContext, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof CannotRun || error instanceof NotAllDone) throw error;
    if (error instanceof EvaluateError) throw new CannotRun(error.message, { cause: error });
    if (context.signal.aborted) throw new CannotRun('Stopped.', { cause: error });
    if (error instanceof Error && 'path' in error && 'code' in error)
      throw new CannotRun(`${String(error.path)}: ${REASONS[String(error.code)] ?? String(error.code)}.`, {
        cause: error,
      });
    throw error;
  }
}
