import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; any: { message: string }[] }[] }[];
}
declare global {
  var axe: { run(context: Document, options: object): Promise<AxeResult> };
}

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the page as it stands, one line a fault. */
export async function axeFaults(page: Page): Promise<string[]> {
  // evaluated by the debugger, which the page's policy does not hold back
  await page.evaluate(`${await source}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { preload: false }));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ')}`,
    ),
  );
}
