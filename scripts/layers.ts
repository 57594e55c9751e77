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
const mocha = (config: string) => [bin('mocha/bin/mocha.js'), '--config', `test/${config}`];
const tsc = (project: string) => [bin('typescript/bin/tsc'), '-p', project];

/**
 * Turn after turn, the layers of a turn at the same time: what is quick and finds most comes first. The package is what
 * the browser tests install. A workbench mostly waits, so two have room beside each other (the tests of one half of the
 * alphabet, and those of the other) and beside the pages.
 */
export const TURNS: readonly (readonly Layer[])[] = [
  [
    { name: 'types', commands: ['.', 'webview', 'test', 'scripts'].map(tsc), counts: false },
    { name: 'lint', commands: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']], counts: false },
    { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']], counts: false },
  ],
  [{ name: 'unit', commands: [mocha('unit/.mocharc.json')], counts: true }],
  [{ name: 'package', commands: [['scripts/package.ts']], counts: false }],
  [{ name: 'extension', commands: [['test/extension/run.ts']], counts: true, needs: 'package' }],
  [
    {
      name: 'e2e a-h',
      commands: [[...mocha('e2e/.mocharc.json'), 'test/e2e/[a-h]*.test.ts']],
      counts: true,
      needs: 'package',
    },
    {
      name: 'e2e i-z',
      commands: [[...mocha('e2e/.mocharc.json'), 'test/e2e/[i-z]*.test.ts']],
      counts: true,
      needs: 'package',
    },
    { name: 'pages', commands: [mocha('e2e/pages/.mocharc.json')], counts: true, needs: 'package' },
  ],
];
