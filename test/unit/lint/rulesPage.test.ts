import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_PAGE, rulesPage } from '../../../scripts/rulesPage.ts';
import { RULES } from '../../../src/lint/rules.ts';
import { ROOT } from '../../support/paths.ts';

describe('docs/rules.md', () => {
  const page = readFileSync(RULES_PAGE, 'utf8');

  it('is what the rules and their examples give (node scripts/make-rules-page.ts writes it)', async () => {
    assert.equal(page, await rulesPage());
  }).timeout(120_000);

  it('has a heading for every rule, which links lead to', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(new Set(headings), new Set(RULES.map(({ id }) => id)));
    for (const { id } of RULES) assert.ok(page.includes(`[${id}](#${id})`), id);
  });

  it('shows no base64 and travels with the package', () => {
    assert.doesNotMatch(page, /[A-Za-z0-9+/]{60,}/);
    assert.ok(readFileSync(join(ROOT, '.vscodeignore'), 'utf8').includes('!docs/rules.md\n'));
  });
});
