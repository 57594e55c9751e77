import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { session } from './session.ts';

const run = promisify(execFile);

describe('the package', () => {
  it('brings its own image decoder, for both kinds of modules', async () => {
    const { server } = await session();
    const extensions = join(server.home, 'extensions');
    const name = (await readdir(extensions)).find((folder) => folder.startsWith('vision-fine-tuning.'));
    assert.ok(name, 'the extension is not installed');
    const entry = JSON.stringify(join(extensions, name, 'dist/x.js'));
    const draw = "create: { width: 3, height: 2, channels: 3, background: 'red' }";
    for (const load of [
      `import { createRequire } from 'node:module'; const sharp = createRequire(${entry})('sharp');`,
      `import { createRequire } from 'node:module'; import { pathToFileURL } from 'node:url';
       const { default: sharp } = await import(
         pathToFileURL(createRequire(${entry}).resolve('sharp').replace(/cjs$/, 'mjs')).href);`,
    ]) {
      const code = `${load} const { width, format } = await sharp(await sharp({ ${draw} }).webp().toBuffer()).metadata();
        process.stdout.write(width + ' ' + format);`;
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: server.home });
      assert.equal(stdout, '3 webp');
    }
  });
});
