// Judges 100,000 training files gone wrong by chance (or as many as are asked for). Run: npm run fuzz [-- CASES]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../test/support/paths.ts';

const [cases = '100000'] = process.argv.slice(2);
const mocha = join(ROOT, 'node_modules/mocha/bin/mocha.js');
const { status } = spawnSync(process.execPath, [mocha, '--no-config', 'test/unit/lint/fuzz.test.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_CASES: cases },
});
process.exitCode = status ?? 1;
