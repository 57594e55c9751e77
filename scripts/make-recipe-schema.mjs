// Writes media/recipe.schema.json from the zod schema. Run: node scripts/make-recipe-schema.mjs
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { recipeJsonSchema } from '../src/build/recipe.ts';

const file = new URL('../media/recipe.schema.json', import.meta.url);
const options = await resolveConfig(file);
await writeFile(file, await format(JSON.stringify(recipeJsonSchema()), { ...options, parser: 'json' }));
