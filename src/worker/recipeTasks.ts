import { basename } from 'node:path';
import { buildFromRecipe } from '../build/build.ts';
import { checkRecipe, placeOfFailure } from '../build/recipe/checkRecipe.ts';
import { viewTable } from '../build/sources/firstRows.ts';
import { NotAllowed } from '../build/sources/imageAccess.ts';
import { builtBy, fewShotRowOf, originOf } from '../build/record/origin.ts';
import { overwritten } from '../build/record/overwritten.ts';
import { manifestPathOf, readManifest } from '../build/record/manifest.ts';
import { previewLines } from '../build/preview.ts';
import { buildMarkdown, sizesMarkdown } from '../build/report/reportMarkdown.ts';
import { sizesOf } from '../build/report/sizes.ts';
import type { NeedsLeave, RecipeTasks } from '../protocol/recipeTasks.ts';

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
    previewLines: (task, text, recipePath) =>
      run(task, (signal) => orNeeds(previewLines(text, recipePath, { signal }))),
    buildPage: async (recipePath) => {
      const manifest = await readManifest(manifestPathOf(recipePath));
      return manifest && buildMarkdown(manifest);
    },
    sizesPage: (task, recipePath, allowed) =>
      run(task, async (signal, onProgress) => {
        const sizes = await orNeeds(sizesOf(recipePath, { ...allowed, signal, onProgress }));
        return 'needs' in sizes ? sizes : sizesMarkdown(sizes, basename(recipePath));
      }),
    viewTable: (task, path) => run(task, (signal) => viewTable(path, signal)),
    placeOfFailure: (text, sentence) => Promise.resolve(placeOfFailure(text, sentence)),
    overwritten,
    isBuilt: async (path) => (await builtBy(path, [])) !== undefined,
    originOf: (task, ...asked) => run(task, (signal) => originOf(...asked, signal)),
    fewShotRowOf,
    build: (task, recipe, request) =>
      run(task, (signal, onProgress) =>
        orNeeds(
          buildFromRecipe(recipe, {
            ...request,
            signal,
            onProgress: (fraction, message, count) => {
              onProgress(fraction, count ? `${message}, ${count.done} of ${count.total}` : message);
            },
          }),
        ),
      ),
  };
}

/** An error crosses to the host as its sentence alone; what needs leave is said in full. */
function orNeeds<T>(work: Promise<T>): Promise<T | NeedsLeave> {
  return work.catch((error: unknown) => {
    if (!(error instanceof NotAllowed)) throw error;
    return { needs: error.message, hosts: error.hosts, outside: error.outside };
  });
}
