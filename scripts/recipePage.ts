import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { recipeJsonSchema } from '../src/build/recipe.ts';

/** The page about recipes, written by scripts/make-recipe-page.ts. */
export const RECIPE_PAGE = new URL('../docs/recipe.md', import.meta.url);
const SAMPLE = new URL('../samples/emoji/emoji.recipe.json', import.meta.url);

/** As much of a JSON Schema as recipes need. */
interface Schema {
  type?: string;
  description?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Every key of a recipe by where it stands, from the schema that checks recipes. */
export async function recipePage(): Promise<string> {
  const schema = recipeJsonSchema() as Schema;
  const text = [
    '# Recipes',
    'A recipe says how training, validation and test files are built: one JSON file `NAME.recipe.json`, comments allowed. Paths begin at the recipe. The same recipe and data give the same bytes, and `NAME.build.json` beside the files says what each line was made of. In VS Code a recipe is completed and checked as it is written, previewed, and built from its title bar; on the command line `vision-ft build NAME.recipe.json` does it.',
    'That of the sample:',
    `\`\`\`json\n${(await readFile(SAMPLE, 'utf8')).trim()}\n\`\`\``,
    'Where the data is split already, `source` has one such object for each of `train`, `validation` and `test`.',
    ...section('The recipe', schema, ''),
  ].join('\n\n');
  const options = await resolveConfig(RECIPE_PAGE);
  return format(text, { ...options, parser: 'markdown' });
}

/** A table of an object's keys, then those of the objects in it. */
function section(title: string, schema: Schema, path: string): string[] {
  const keys = Object.entries(schema.properties ?? {}).filter(([key]) => key !== '$schema');
  const rows = keys.map(([key, value]) => {
    const must = schema.required?.includes(key) === true ? ' (needed)' : '';
    return `| \`${key}\`${must} | ${typeOf(value)} | ${cell(value.description ?? '')} |`;
  });
  const inner = keys.flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return objectsIn(value).flatMap((each, index) => section(`\`${at}\`${index > 0 ? ', otherwise' : ''}`, each, at));
  });
  const about = schema.description === undefined || path === '' ? [] : [schema.description];
  return [`## ${title}`, ...about, ['| key | value | meaning |', '| --- | --- | --- |', ...rows].join('\n'), ...inner];
}

/** Objects that a value may be; one whose keys are those of another one's values is not told twice. */
function objectsIn(schema: Schema): Schema[] {
  const found = schema.anyOf?.flatMap(objectsIn) ?? (schema.items ? objectsIn(schema.items) : []);
  if (schema.properties) found.push(schema);
  return found.filter(({ properties = {} }) => Object.keys(properties).join() !== 'train,validation,test');
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'values'}`;
  return { string: 'text', integer: 'whole number', boolean: 'true, false' }[schema.type ?? ''] ?? schema.type ?? '';
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '\\<').replaceAll('*', '\\*');
