// One build: extension host, worker, command line and pages. `--watch`, `--production`.
import { rm, writeFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';
import { bundledPackages, noticesOf, shippedPackages } from './scripts/notices.ts';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  outdir: 'dist',
};
/** @type {esbuild.BuildOptions} */
// ES modules first: a UMD build (jsonc-parser's main) hides its requires from the bundler.
const node = {
  ...shared,
  platform: 'node',
  target: 'node22',
  external: ['vscode', 'sharp'],
  mainFields: ['module', 'main'],
};
// CommonJS packages inside an ES module bundle still ask for require.
const require =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  { ...node, format: 'cjs', entryPoints: { extension: 'src/extension.ts' }, outExtension: { '.js': '.cjs' } },
  {
    ...node,
    format: 'esm',
    entryPoints: {
      worker: 'src/worker/main.ts',
      search: 'src/worker/search.ts',
      cli: 'src/cli.ts',
      // beside the chunk that starts it
      'chunks/sumThread': 'src/dataset/sumThread.ts',
    },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: require },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'chrome128',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: Object.fromEntries(
      ['dataset', 'results', 'job'].map((page) => [`webview/${page}`, `webview/${page}/main.tsx`]),
    ),
    loader: { '.ttf': 'file' },
    assetNames: 'webview/[name]',
  },
];

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const options of bundles) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
} else {
  const built = await Promise.all(bundles.map((options) => esbuild.build({ ...options, metafile: true })));
  const packages = bundledPackages(built.map(({ metafile }) => metafile));
  try {
    await writeFile('dist/THIRD-PARTY-NOTICES.txt', noticesOf([...packages, ...shippedPackages('sharp')]));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
