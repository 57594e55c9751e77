import { join } from 'node:path';
import { ROOT } from '../test/support/paths.ts';

/** One step of `npm test`. */
export interface Layer {
  name: string;
  /** commands run one after the other, each a script of node's and its arguments */
  commands: readonly (readonly string[])[];
  /** whether it counts its tests one by one; otherwise it is one thing that passes or fails */
  counts: boolean;
  /** a layer without which this one cannot run */
  needs?: string;
}

const bin = (path: string) => join(ROOT, 'node_modules', path);
const mocha = (folder: string) => [bin('mocha/bin/mocha.js'), '--config', `test/${folder}/.mocharc.json`];
const tsc = (project: string) => [bin('typescript/bin/tsc'), '-p', project];

/** In this order: what is quick and finds most comes first. The package is what the browser tests install. */
export const LAYERS: readonly Layer[] = [
  { name: 'types', commands: ['.', 'webview', 'test', 'scripts'].map(tsc), counts: false },
  { name: 'lint', commands: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']], counts: false },
  { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']], counts: false },
  { name: 'unit', commands: [mocha('unit')], counts: true },
  { name: 'package', commands: [['scripts/package.ts']], counts: false },
  { name: 'extension', commands: [['test/extension/run.ts']], counts: true, needs: 'package' },
  { name: 'e2e', commands: [mocha('e2e')], counts: true, needs: 'package' },
];
