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

/** Two halves of a layer that run beside each other: the tests of folders or files from a letter on, and those before. */
const halves = (name: string, config: string, from: string, spec: (letters: string) => string, needs?: string) =>
  [`a-${String.fromCharCode(from.charCodeAt(0) - 1)}`, `${from}-z`].map((letters) => ({
    name: `${name} ${letters}`,
    commands: [[...mocha(config), spec(letters)]],
    counts: true,
    ...(needs !== undefined && { needs }),
  }));

/**
 * Turn after turn, the layers of a turn at the same time: what is quick and finds most comes first. The package is what
 * the browser tests install.
 */
export const TURNS: readonly (readonly Layer[])[] = [
  [
    { name: 'types', commands: ['.', 'webview', 'test', 'scripts'].map(tsc), counts: false },
    { name: 'lint', commands: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']], counts: false },
    { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']], counts: false },
  ],
  halves('unit', 'unit/.mocharc.json', 'e', (letters) => `test/unit/[${letters}]*/**/*.test.ts`),
  [{ name: 'package', commands: [['scripts/package.ts']], counts: false }],
  [{ name: 'extension', commands: [['test/extension/run.ts']], counts: true, needs: 'package' }],
  halves('e2e', 'e2e/.mocharc.json', 'l', (letters) => `test/e2e/[${letters}]*.test.ts`, 'package'),
  halves('pages', 'e2e/pages/.mocharc.json', 'e', (letters) => `test/e2e/pages/[${letters}]*.test.ts`, 'package'),
];
