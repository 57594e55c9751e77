import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A room may not import what is listed; `**` patterns match the relative path as written. */
const forbid = (...patterns) => ({
  'no-restricted-imports': [
    'error',
    { patterns: patterns.map(([group, message]) => ({ group: [].concat(group), message, allowTypeImports: false })) },
  ],
});
const rooms = (...names) => names.flatMap((name) => [`**/${name}/**`]);
const VSCODE = ['vscode', 'Only src/host may import vscode.'];
const HOST = [rooms('host'), 'Nothing imports the host but src/extension.ts.'];
const PAGES = [['**/webview/**', 'preact', 'preact/**'], 'Stages know nothing of pages.'];
const NODE = ['node:*', 'Pages run in a browser.'];
const STAGES = ['lint', 'build', 'tune', 'evaluate', 'baseline'];
const stage = (name, ...allowed) => ({
  files: [`src/${name}/**/*.ts`],
  rules: forbid(VSCODE, HOST, PAGES, [
    rooms(...STAGES.filter((other) => other !== name && !allowed.includes(other)), 'protocol', 'worker', 'cli'),
    'Stages import dataset, images and providers, and each other only downwards.',
  ]),
});

export default defineConfig(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'test-results/', 'node_modules/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.mjs', 'scripts/*.mjs'] } } } },
  {
    rules: {
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/{dataset,images,providers}/**/*.ts'],
    rules: forbid(VSCODE, HOST, PAGES, [
      rooms(...STAGES, 'protocol', 'worker', 'cli'),
      'dataset, images and providers are the foundation: they import no stage.',
    ]),
  },
  stage('lint'),
  stage('build', 'lint'),
  stage('tune', 'lint'),
  stage('evaluate', 'baseline'),
  stage('baseline'),
  { files: ['src/cli.ts', 'src/cli/**/*.ts', 'src/worker/**/*.ts'], rules: forbid(VSCODE, HOST, PAGES) },
  {
    files: ['src/protocol/**/*.ts'],
    rules: forbid(VSCODE, HOST, PAGES, NODE, [
      rooms('images', 'build', 'tune', 'baseline', 'worker', 'cli'),
      'The protocol knows the types of dataset, lint and evaluate only.',
    ]),
  },
  {
    files: ['webview/**/*.{ts,tsx}'],
    rules: forbid(VSCODE, NODE, [
      ['**/src/*', '!**/src/protocol'],
      'Pages import the protocol and nothing else of src.',
    ]),
  },
  { files: ['test/**/*.ts', 'scripts/**', '*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // mocha's describe/it return nothing to await; chai-less assertions need no more
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
