// Builds the extension and packs it for this platform: out/vision-fine-tuning-PLATFORM.vsix
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { ROOT } from '../test/support/paths.ts';
import { PLATFORM, VSIX } from './vsix.ts';

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT, stdio: 'inherit' });
mkdirSync(dirname(VSIX), { recursive: true });
await createVSIX({ cwd: ROOT, target: PLATFORM, packagePath: VSIX, rewriteRelativeLinks: false });
console.log(`${relative(ROOT, VSIX)}: ${(statSync(VSIX).size / 1e6).toFixed(1)} MB`);
