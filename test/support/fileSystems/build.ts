import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { ROOT } from '../paths.ts';

/** Builds the extension that brings another file system. @returns its folder */
export async function fileSystemsExtension(): Promise<string> {
  const folder = join(ROOT, 'out/test/fileSystems');
  await mkdir(folder, { recursive: true });
  await copyFile(join(import.meta.dirname, 'manifest.json'), join(folder, 'package.json'));
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'extension.ts')],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return folder;
}
