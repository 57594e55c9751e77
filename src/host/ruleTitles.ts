let titles: ReadonlyMap<string, string> = new Map();

/** Reads the titles from the catalogue, which is loaded for the first check and not for the start of the extension. */
export async function loadRuleTitles(): Promise<void> {
  if (titles.size > 0) return;
  const { RULES } = await import('../lint/rules.ts');
  titles = new Map(RULES.map(({ id, title }) => [id, title]));
}

/** What a rule looks for, in a few words; its id where it is not in the catalogue, or that is not loaded yet. */
export const ruleTitle = (rule: string): string => titles.get(rule) ?? rule;
