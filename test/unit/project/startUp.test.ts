import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { ROOT } from '../../support/paths.ts';

/** Packages that a file loads, by itself or by what it imports; what is imported when it is needed counts only if `later`. */
async function packagesOf(entry: string, later: boolean): Promise<Set<string>> {
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
  });
  const packages = new Set<string>();
  const seen = new Set([entry]);
  for (const file of seen)
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import' && !later) continue;
      if (external) packages.add(path);
      else seen.add(path);
    }
  return packages;
}

describe('the start of the extension', () => {
  it('loads neither the vendors’ clients nor schemas: a file is open before them', async () => {
    const packages = await packagesOf('src/extension.ts', false);
    assert.ok(packages.has('vscode') && packages.has('birpc'), 'the walk found too little to prove anything');
    assert.deepEqual(
      [...packages].filter((name) => /^(openai|zod|sharp|gpt-tokenizer)/.test(name)),
      [],
    );
  });
  it('brings no tokenizer along, which is for the worker', async () => {
    const packages = await packagesOf('src/extension.ts', true);
    assert.ok(packages.has('openai'), 'the walk found too little to prove anything');
    assert.ok(![...packages].some((name) => name.startsWith('gpt-tokenizer')));
  });
});
