import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { THEMES, type Theme } from '../themes.ts';
import type { GivenExample } from './fakeChannel.ts';

/** Each page's other end, made up. */
const HOSTS = { dataset: 'fakeDatasetHost', results: 'fakeResultsHost', job: 'fakeJobHost' } as const;
export type PageName = keyof typeof HOSTS;

export interface OpenOptions {
  page: PageName;
  /** What the fake host has to show: see the fake hosts beside this file. */
  scenario: string;
  theme?: Theme;
  width?: number;
  height?: number;
  /** Base64 pictures to show in place of plain squares. */
  pictures?: string[];
  translations?: Record<string, string>;
  /** Lines to show in place of made-up ones. */
  examples?: GivenExample[];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The page's place in a webview: everything it loads comes from here. */
const ORIGIN = 'http://webview.test';
const bundles = new Map<string, Promise<Map<string, Uint8Array>>>();

/** Built as esbuild.mjs builds it, in memory. */
function bundle(entry: string, format: 'esm' | 'iife'): Promise<Map<string, Uint8Array>> {
  const known = bundles.get(entry);
  if (known) return known;
  const files = esbuild
    .build({
      absWorkingDir: ROOT,
      entryPoints: { page: entry },
      bundle: true,
      minify: true,
      write: false,
      format,
      target: 'chrome128',
      outdir: '/',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      loader: { '.ttf': 'file' },
      assetNames: '[name]',
    })
    .then(({ outputFiles }) => new Map(outputFiles.map((file) => [file.path.replace(/^.*[\\/]/, '/'), file.contents])));
  bundles.set(entry, files);
  return files;
}

/** Side of the pictures shown unless others are given. */
const SIDE = 320;

/** Squares of one colour each, PNG in base64. */
async function squares(): Promise<string[]> {
  const colours = ['#c33', '#3a3', '#35c', '#cc3', '#3cc'];
  const files = colours.map((background) =>
    sharp({ create: { width: SIDE, height: SIDE, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return (await Promise.all(files)).map((file) => file.toString('base64'));
}

function html({ theme = 'Dark Modern', translations = {} }: OpenOptions, themes: string): string {
  const nonce = 'bm9uY2U';
  const policy = [
    "default-src 'none'",
    `style-src ${ORIGIN} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    'img-src blob:',
    `font-src ${ORIGIN}`,
  ].join('; ');
  const { variables, body } = THEMES[theme];
  return `<!doctype html>
<html lang="en" class="${variables}">
<head>
<meta charset="utf-8">
<title>page</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<style nonce="${nonce}">${themes}</style>
<link rel="stylesheet" href="page.css">
<script type="application/json" id="l10n">${JSON.stringify(translations).replaceAll('<', '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="page.js"></script>
</head>
<body class="${body}"></body>
</html>`;
}

export interface OpenedPage {
  page: Page;
  /** Violations of the content security policy and errors nobody caught, as they come. */
  faults: string[];
}

/** Opens one of the product's pages with a fake host behind it, under the policy of a webview. */
export async function openPage(browser: Browser, options: OpenOptions): Promise<OpenedPage> {
  const [files, host, themes] = await Promise.all([
    bundle(`webview/${options.page}/main.tsx`, 'esm'),
    bundle(`test/support/pages/${HOSTS[options.page]}.ts`, 'iife'),
    readFile(new URL('themes.css', import.meta.url), 'utf8'),
  ]);
  const page = await browser.newPage({ viewport: { width: options.width ?? 1400, height: options.height ?? 900 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = files.get(path);
    const type = path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'font/ttf';
    if (path === '/') await route.fulfill({ contentType: 'text/html', body: html(options, themes) });
    else if (path === '/favicon.ico') await route.fulfill({ status: 204 });
    else if (file) await route.fulfill({ contentType: type, body: Buffer.from(file) });
    else await route.fulfill({ status: 404 });
  });
  const { scenario, examples } = options;
  const setting = { scenario, examples, pictures: options.pictures ?? (await squares()) };
  await page.addInitScript(`globalThis.setting = ${JSON.stringify(setting)};`);
  await page.addInitScript(Buffer.from(host.get('/page.js') ?? []).toString());
  await page.goto(`${ORIGIN}/`);
  return { page, faults };
}

/** Calls that a page has made of a method, each as `[method, ...arguments]`, once there are `count`. */
export async function callsOf(page: Page, method: string, count = 1): Promise<unknown[][]> {
  const calls = await page.waitForFunction(
    ([name, wanted]) => {
      const found = globalThis.fakeHost.calls.filter(([each]) => each === name);
      return found.length >= wanted && found;
    },
    [method, count] as const,
  );
  return (await calls.jsonValue()) || [];
}

/** Changes the theme of an open page, as VS Code does when the user chooses another. */
export async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(({ variables, body }) => {
    document.documentElement.className = variables;
    document.body.className = body;
  }, THEMES[theme]);
}
