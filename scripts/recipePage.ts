import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { recipeJsonSchema } from '../src/build/recipe/recipe.ts';
import { ROOT } from '../test/support/paths.ts';
import { RECIPE_EXAMPLES } from '../test/support/recipeExamples.ts';

/** The page about recipes, written by scripts/make-recipe-page.ts. */
export const RECIPE_PAGE = join(ROOT, 'docs/recipe.md');

const SAMPLE = join(ROOT, 'samples/emoji/emoji.recipe.json');

const INTRODUCTION = `# Recipes

A recipe says how training, validation and test files are built: one JSON file \`NAME.recipe.json\`, comments allowed. Paths begin at the recipe. The same recipe and data give the same bytes, and \`NAME.build.json\` beside the files says what each line was made of. In VS Code a recipe is completed and checked as it is written, previewed, and built from its title bar; on the command line \`vision-ft build NAME.recipe.json\` does it.

Only \`source\`, \`prompt\` and one count of \`sample\` are needed:

\`\`\`json
{ "source": { "path": "rows.csv" }, "sample": { "train": 100 }, "prompt": {} }
\`\`\`

That of the sample:
`;

const CLOSING = `## How rows are shared out

Rows are counted before lists are exploded. No group stands in two splits. A split with a count gets exactly as many rows, and what its last group has beyond them goes to no split; a split with a fraction gets whole groups, as many as come nearest. Without groups fractions are counted as \`train_test_split\` does: what is held out is rounded up, what is trained on down. With \`sklearn\` the test rows are taken first, then validation, then train. With \`stratify\` every split gets its share of each stratum, and keeps the order of the shuffle; that is not the order of scikit-learn's own \`stratify\`. The build says how large the splits are, how their answers and question types are spread, and what they share: rows, groups, and images that are the same to the byte, whatever their names.

## What a build leaves beside its files

\`NAME.build.json\` holds the recipe's hash, what was read and what was written with sizes and SHA-256, the versions, the report of the splits, and for each line the row it was made of: \`[row, exploded]\`, both from 0, and the number of its source in \`sources\` where that is not the first. It holds no time: two builds write the same one. \`vision-ft build RECIPE --if-changed\` compares with it, names what changed, and writes only what is needed.

\`vision-ft build RECIPE --sizes\` shows what quality and longest side cost in bytes and tokens, measured on a sample of the images.

## Metadata and orientation

Every image is decoded and encoded anew, so EXIF with its place and time, XMP and comments never reach a built file. An EXIF orientation is not applied unless \`image.bakeOrientation\` says so: Pillow does not apply it either.
`;

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  type?: string;
}

/** A key of the schema, in its order. */
export interface RecipeKey {
  path: string;
  description: string;
  /** What it may be, as Markdown. */
  value: string;
  required: boolean;
}

/** Every key of a recipe; entries of a list have `[]` in their path. Both forms of a source are one. */
export function recipeKeys(): RecipeKey[] {
  return keysOf(recipeJsonSchema(), '');
}

function keysOf(schema: Schema, parent: string): RecipeKey[] {
  const keys: RecipeKey[] = [];
  for (const [name, own] of Object.entries(schema.properties ?? {})) {
    const path = `${parent}${name}`;
    const required = schema.required?.includes(name) ?? false;
    keys.push({ path, description: own.description ?? '', value: valueOf(own), required });
    const nested = own.items ? entriesOf(own.items, `${path}[].`) : entriesOf(own, `${path}.`);
    for (const key of nested) if (!keys.some((known) => known.path === key.path)) keys.push(key);
  }
  return keys;
}

const entriesOf = (schema: Schema, parent: string) =>
  (schema.anyOf ?? [schema])
    .flatMap((each, _, forms) =>
      keysOf(each, parent).map((key) => ({ ...key, required: key.required && forms.length === 1 })),
    )
    // one source a split: the keys of each are those of a source
    .filter(({ path }) => !/^source\.(train|validation|test)\b/.test(path));

function valueOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(valueOf))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? valueOf(schema.items) : 'values'}`;
  return { string: 'text', integer: 'whole number', boolean: 'true, false' }[schema.type ?? ''] ?? schema.type ?? '';
}

/** docs/recipe.md: every key with what it does and an example. */
export async function recipePage(): Promise<string> {
  const keys = recipeKeys();
  const sample = (await readFile(SAMPLE, 'utf8')).trim();
  const sections = [INTRODUCTION, `\`\`\`json\n${sample}\n\`\`\`\n`];
  const single = keys.filter(({ path }) => !/[.[]/.test(path));
  const simple = single.filter(({ path }) => !keys.some((key) => isUnder(key.path, path)));
  sections.push(`## At the top\n\n${table(simple)}`);
  for (const section of single.filter((key) => !simple.includes(key))) {
    const example = JSON.stringify({ [section.path]: RECIPE_EXAMPLES[section.path] }).slice(1, -1);
    const own = keys.filter(({ path }) => isUnder(path, section.path));
    sections.push(`## ${section.path}\n\n${section.description}\n\n\`\`\`jsonc\n${example}\n\`\`\`\n\n${table(own)}`);
  }
  const page = [...sections, CLOSING].join('\n');
  return format(page, { ...(await resolveConfig(RECIPE_PAGE)), parser: 'markdown' });
}

const isUnder = (path: string, section: string) => path.startsWith(`${section}.`) || path.startsWith(`${section}[]`);

function table(keys: readonly RecipeKey[]): string {
  const rows = keys.map(({ path, description, value, required }) => {
    const name = path.split('.').at(-1) ?? path;
    const example = JSON.stringify({ [name]: RECIPE_EXAMPLES[path] }).slice(1, -1);
    const needed = required ? ' Needed.' : '';
    return `| \`${path}\` | ${value} | ${escaped(description)}${needed} | \`${example.replaceAll('|', '\\|')}\` |`;
  });
  return `| key | value | what it does | example |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

const escaped = (text: string) => text.replaceAll(/[|*_<>{}]/g, (sign) => `\\${sign}`);
