// Bundles the tests of this folder and runs them inside the extension host of a real VS Code: the desktop one where
// there is one, otherwise one served to a browser. Expects dist/ to be built.
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { desktopCode } from '../support/desktop.ts';
import { folderWith } from '../support/fixtures.ts';
import { ROOT } from '../support/paths.ts';

const outdir = join(ROOT, 'out/test/extension');
await esbuild.build({
  entryPoints: [join(import.meta.dirname, 'suite.ts'), ...globSync(join(import.meta.dirname, '**/*.test.ts'))],
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: 'inline',
  external: ['vscode', 'mocha', 'sharp'],
  logLevel: 'warning',
});

const folder = await folderWith({ 'readme.txt': 'a workspace for tests\n' });
const desktop = desktopCode();
console.log(desktop ? `In the extension host of ${desktop}` : 'In the extension host of a served VS Code');
try {
  process.exitCode = await runTests({
    vscodeExecutablePath: desktop ?? join(ROOT, 'test/support/codeShim.ts'),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: join(outdir, 'suite.cjs'),
    launchArgs: [folder, '--disable-extensions'],
    extensionTestsEnv: {
      TEST_TALLY: process.env['TEST_TALLY'],
      NODE_OPTIONS: '--enable-source-maps',
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
