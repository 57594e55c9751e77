// Writes docs/recipe.md from the schema of recipes. Run: node scripts/make-recipe-page.ts
import { writeFile } from 'node:fs/promises';
import { RECIPE_PAGE, recipePage } from './recipePage.ts';

await writeFile(RECIPE_PAGE, await recipePage());
