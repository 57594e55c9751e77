import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/paths.ts';

const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
const strings = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, unknown>;

describe('the manifest', () => {
  it('takes every visible string from package.nls.json, and uses all of them', () => {
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual(Object.keys(strings).sort(), [...new Set(used)].sort());
  });

  it('shows no title or description of its own', () => {
    const { contributes } = JSON.parse(manifest) as { contributes: unknown };
    const own = [
      ...JSON.stringify(contributes).matchAll(/"(?:title|displayName|\w*[dD]escription|category)":"([^%"][^"]*)"/g),
    ];
    assert.deepEqual(
      own.map(([text]) => text),
      [],
    );
  });

  it('names only files that are there', () => {
    const files = [...manifest.matchAll(/"(?:icon|url|path|image|markdown|svg)": ?"(\.?\/?media\/[^"]+)"/g)];
    assert.ok(files.length > 0);
    for (const [, file = ''] of files) assert.ok(existsSync(join(ROOT, file)), file);
  });
});
