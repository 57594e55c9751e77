// Builds the extension and packs it for this platform: out/vision-fine-tuning-PLATFORM.vsix
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { ROOT } from '../test/support/paths.ts';
import { PLATFORM, VSIX } from './vsix.ts';

rmSync(VSIX, { force: true });
const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT, stdio: 'inherit' });
if (status !== 0) process.exit(1);
mkdirSync(dirname(VSIX), { recursive: true });
await createVSIX({ cwd: ROOT, target: PLATFORM, packagePath: VSIX, rewriteRelativeLinks: false });
console.log(`${relative(ROOT, VSIX)}: ${(statSync(VSIX).size / 1e6).toFixed(1)} MB`);
