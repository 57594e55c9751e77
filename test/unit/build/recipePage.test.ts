import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { RECIPE_PAGE, recipePage } from '../../../scripts/recipePage.ts';

describe('the page about recipes', () => {
  it('is what their schema gives (node scripts/make-recipe-page.ts writes it)', async () => {
    assert.equal(await readFile(RECIPE_PAGE, 'utf8'), await recipePage());
  });
});
