import type { CommandContext } from '../commandContext.ts';
import { recipeOf } from '../recipes/recipes.ts';
import type { FoundRun } from '../runs/foundRuns.ts';

/** What the worker reads for results. */
export interface ResultsRequest {
  folders: string[];
  /** For the types of the questions. */
  recipe: string | undefined;
  /** The test file, where a run has to be completed from it. */
  test: string | undefined;
}

/** @param runs over one test file, or over none that is known */
export async function resultsRequest(runs: readonly FoundRun[]): Promise<ResultsRequest> {
  const test = runs[0]?.test ?? '';
  // a run of ours kept its questions, and is shown without its test file too
  const files = test !== '' && runs.some(({ info }) => info.provider === 'file');
  return {
    folders: runs.map(({ folder }) => folder),
    recipe: test === '' ? undefined : await recipeOf(test),
    test: files ? test : undefined,
  };
}

/** Reads runs while the user still makes up their mind whether to see them. */
export async function prepareResults({ worker, log }: CommandContext, runs: readonly FoundRun[]): Promise<void> {
  try {
    const { folders, recipe, test } = await resultsRequest(runs);
    if (test === undefined) await worker.methods.prepareResults(folders, recipe);
  } catch (error) {
    log.debug('Results could not be read ahead.', error);
  }
}
