// Writes docs/recipe.md from the recipe's schema and an example of each key. Run: node scripts/make-recipe-page.ts
import { writeFile } from 'node:fs/promises';
import { RECIPE_PAGE, recipePage } from './recipePage.ts';

await writeFile(RECIPE_PAGE, await recipePage());
