import { format, resolveConfig } from 'prettier';
import { RULES } from '../src/lint/rules.ts';
import type { Basis, Rule, RuleFamily } from '../src/lint/rule.ts';
import { PROVIDER_IDS } from '../src/providers/profile.ts';
import { PROFILES } from '../src/providers/profiles.ts';
import { join } from 'node:path';
import { ROOT } from '../test/support/paths.ts';
import { RULE_EXAMPLES } from '../test/support/ruleExamples/examples.ts';
import { found, type Planted, type RuleExample } from '../test/support/ruleExamples/ruleExample.ts';

/** The page about the rules, written by scripts/make-rules-page.ts. */
export const RULES_PAGE = join(ROOT, 'docs/rules.md');

const FAMILIES: Readonly<Record<RuleFamily, string>> = {
  file: 'The file and its lines',
  message: 'Messages',
  image: 'Images',
  dataset: 'Examples compared',
};
const GRADES: Readonly<Record<Basis['grade'], string>> = {
  A: 'documented by the vendor or a standard',
  B: 'said by a vendor to users, verbatim',
  C: "the linter's own opinion",
};
const INTRODUCTION = `# Rules

What the linter finds in a training file, in the Dataset editor, in the Problems panel and with \`vision-ft lint\`. An **error** is refused by a vendor or cannot be trained on; a **warning** is risky; an **info** is worth knowing. A vendor without a documented limit is not judged by it. The limits were read on the day given with each rule.

Each rule stands here with an example that it finds and one that it leaves in peace. Base64 is cut short.
`;

/** docs/rules.md: every rule of the catalogue, with what it really says of its example. */
export async function rulesPage(): Promise<string> {
  const sections: string[] = [INTRODUCTION];
  const families = Object.keys(FAMILIES) as RuleFamily[];
  for (const family of families) {
    const rules = RULES.filter((rule) => rule.family === family);
    const rows = rules.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.title} | ${rule.severity} |`);
    sections.push(
      `**${FAMILIES[family]}**\n\n| rule | finds | by default |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
    );
  }
  for (const rule of RULES.toSorted((a, b) => families.indexOf(a.family) - families.indexOf(b.family)))
    sections.push(await sectionOf(rule));
  const options = await resolveConfig(RULES_PAGE);
  return format(sections.join('\n'), { ...options, parser: 'markdown' });
}

async function sectionOf(rule: Rule): Promise<string> {
  const examples = RULE_EXAMPLES[rule.id];
  if (!examples) throw new Error(`The rule ${rule.id} has no example.`);
  const [example] = examples;
  const [finding] = (await found(rule.id, example.bad, example)).filter((each) => each.rule === rule.id);
  if (!finding) throw new Error(`The bad example of ${rule.id} is not found.`);
  const { basis } = rule;
  const fixable = rule.fix !== undefined;
  return [
    `## ${rule.id}\n`,
    `${rule.title}.\n`,
    `> ${finding.message}\n`,
    `${finding.help}${fixable ? ' The linter can do it: quick action, or `vision-ft fix`.' : ''}\n`,
    `- Severity: ${await severitiesOf(rule.id, examples)}`,
    basis.source.startsWith('https:')
      ? `- Source: <${basis.source}>, ${GRADES[basis.grade]}, read on ${basis.date}`
      : `- Source: ${GRADES[basis.grade]}`,
    `- ${fixable ? 'Fixable' : 'Not fixable by itself'}\n`,
    `Found:\n`,
    fenced(example.shown?.bad, example.bad),
    `Sound:\n`,
    fenced(example.shown?.good, example.good),
  ].join('\n');
}

/** `error`, or by vendor where they differ: what the examples are found to be, each judged for each. */
async function severitiesOf(id: string, examples: readonly RuleExample[]): Promise<string> {
  const byVendor = new Map<string, string[]>();
  for (const provider of PROVIDER_IDS) {
    const severities = new Set<string>();
    for (const example of examples) {
      const asked = { ...example, options: { ...example.options, provider } };
      for (const { rule, severity } of await found(id, example.bad, asked)) if (rule === id) severities.add(severity);
    }
    const said = [...severities].sort().join(' or ') || 'not judged';
    byVendor.set(said, [...(byVendor.get(said) ?? []), PROFILES[provider].name]);
  }
  const [same, ...others] = [...byVendor.keys()];
  if (same !== undefined && others.length === 0) return `**${same}** for every vendor`;
  return [...byVendor].map(([said, vendors]) => `**${said}** for ${vendors.join(', ')}`).join('; ');
}

function fenced(shown: string | undefined, planted: Planted): string {
  const text = shown ?? elided(Array.isArray(planted) ? planted.join('\n') : '');
  return `\`\`\`${isJson(text) ? 'json' : 'text'}\n${text}\n\`\`\`\n`;
}

/** Without base64 and long texts; the questions are numbered from 1, or not at all where there is one. */
function elided(text: string): string {
  const short = (piece: string) =>
    piece.length > 100 ? `${piece.slice(0, piece.startsWith('data:') ? 34 : 40)}...` : piece;
  const shown = text
    .split('"')
    .map(short)
    .join('"')
    .replaceAll(/Book \d+\./g, 'A book.');
  const numbers = [...new Set([...shown.matchAll(/Question (\d+):/g)].map(([, number]) => number))];
  return numbers.length > 1
    ? shown.replaceAll(/(?<=Question )\d+(?=:)/g, (number) => String(numbers.indexOf(number) + 1))
    : shown.replaceAll(/Question \d+: what/g, 'What');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
