import { basename } from 'node:path';
import { outputPathsOf } from '../build/build.ts';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { ConfigError, findConfig, purposeIn } from '../lint/config.ts';
import type { Against } from '../lint/findOut.ts';
import type { LintContext } from '../protocol/worker.ts';

/**
 * What the project says about a training file: its config, and the recipe that writes it, whose other splits it is
 * compared with.
 * @param recipes paths of all recipes there are
 */
export async function lintContext(path: string, recipes: readonly string[]): Promise<LintContext> {
  const { purpose, against } = await splitsOf(path, recipes);
  try {
    const found = await findConfig(path);
    const { provider, rules } = found?.config ?? {};
    return { provider, severities: rules, purpose: purpose ?? (found && purposeIn(found, path)), against };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { purpose, against, failure: error.message };
  }
}

async function splitsOf(path: string, recipes: readonly string[]) {
  for (const recipe of recipes) {
    const outputs = await outputsOf(recipe);
    const purpose = PURPOSES.find((each) => outputs[each] === path);
    if (!purpose) continue;
    const against = PURPOSES.flatMap((each): Against[] => {
      const other = outputs[each];
      return other === undefined || other === path ? [] : [{ path: other, file: basename(other), purpose: each }];
    });
    return { purpose, against };
  }
  return { purpose: undefined, against: [] };
}

async function outputsOf(recipe: string): Promise<Partial<Record<Purpose, string>>> {
  try {
    return await outputPathsOf(recipe);
  } catch {
    // a recipe that is not finished writes nothing yet
    return {};
  }
}
