import type { WorkerClient } from '../workerClient.ts';

let titles: ReadonlyMap<string, string> = new Map();

/** Asks the worker, once: the catalogue and what it needs are too much to load into the extension host. */
export async function loadRuleTitles({ methods }: WorkerClient): Promise<void> {
  if (titles.size === 0) titles = new Map(await methods.ruleTitles());
}

/** What a rule looks for, in a few words; its id where it is not in the catalogue, or that is not asked for yet. */
export const ruleTitle = (rule: string): string => titles.get(rule) ?? rule;
