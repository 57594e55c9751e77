import { buildFromRecipe } from '../build/build.ts';
import { checkRecipe, placeOfFailure } from '../build/checkRecipe.ts';
import { viewTable } from '../build/firstRows.ts';
import { NotAllowed } from '../build/imageAccess.ts';
import { builtBy, fewShotRowOf, originOf } from '../build/origin.ts';
import { overwritten } from '../build/overwritten.ts';
import { previewLines } from '../build/preview.ts';
import type { RecipeTasks } from '../protocol/recipeTasks.ts';

/** Runs a task with a signal and a way to tell how far it is. */
export type RunTask = <T>(
  task: number,
  work: (signal: AbortSignal, onProgress: (fraction: number, message?: string) => void) => Promise<T>,
) => Promise<T>;

/** The worker's tasks about recipes. */
export function createRecipeTasks(run: RunTask): RecipeTasks {
  return {
    checkRecipe: (task, text, recipePath, data) =>
      run(task, (signal) => checkRecipe(text, recipePath, { data, signal })),
    previewLines: (task, text, recipePath) => run(task, (signal) => previewLines(text, recipePath, { signal })),
    viewTable: (task, path) => run(task, (signal) => viewTable(path, signal)),
    placeOfFailure: (text, sentence) => Promise.resolve(placeOfFailure(text, sentence)),
    overwritten,
    isBuilt: async (path) => (await builtBy(path, [])) !== undefined,
    originOf: (task, ...asked) => run(task, (signal) => originOf(...asked, signal)),
    fewShotRowOf,
    build: (task, recipe, request) =>
      run(task, (signal, onProgress) =>
        buildFromRecipe(recipe, {
          ...request,
          signal,
          onProgress: (fraction, message, count) => {
            onProgress(fraction, count ? `${message}, ${count.done} of ${count.total}` : message);
          },
        }).catch((error: unknown) => {
          // an error crosses to the host as its sentence alone
          if (!(error instanceof NotAllowed)) throw error;
          return { needs: error.message, hosts: error.hosts, outside: error.outside };
        }),
      ),
  };
}
