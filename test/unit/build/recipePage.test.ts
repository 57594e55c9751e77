import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { RECIPE_PAGE, recipeKeys, recipePage } from '../../../scripts/recipePage.ts';
import { parseRecipe } from '../../../src/build/recipe/recipe.ts';
import { RECIPE_EXAMPLES, recipeWith } from '../../support/recipeExamples.ts';

describe('the page about recipes', () => {
  it('is what the schema and the examples make it (node scripts/make-recipe-page.ts)', async () => {
    assert.equal(await readFile(RECIPE_PAGE, 'utf8'), await recipePage());
  });

  it('has every key, with what it does and an example', () => {
    const keys = recipeKeys();
    assert.deepEqual(keys.map(({ path }) => path).sort(), Object.keys(RECIPE_EXAMPLES).sort());
    assert.deepEqual(
      keys.filter(({ description }) => description === ''),
      [],
    );
  });

  for (const path of Object.keys(RECIPE_EXAMPLES))
    it(`gives an example of ${path} that a recipe may have`, () => {
      parseRecipe(JSON.stringify(recipeWith(path)), 'a.recipe.json');
    });
});
