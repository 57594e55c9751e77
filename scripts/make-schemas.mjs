// Writes the JSON Schemas of media/ from the zod schemas. Run: node scripts/make-schemas.mjs
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { recipeJsonSchema } from '../src/build/recipe/recipe.ts';
import { configJsonSchema } from '../src/lint/config.ts';

for (const [name, schema] of [
  ['recipe', recipeJsonSchema()],
  ['config', configJsonSchema()],
]) {
  const file = new URL(`../media/${name}.schema.json`, import.meta.url);
  const options = await resolveConfig(file);
  await writeFile(file, await format(JSON.stringify(schema), { ...options, parser: 'json' }));
}
