import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

declare global {
  interface Window {
    axe?: { run(root: Document, options: RunOptions): Promise<AxeResults> };
  }
}

const source = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** All of axe's usual rules whose judgement a change of the theme can change. */
const OF_COLOUR: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What axe finds wrong with the page as it stands, one line a fault; of colours alone where only these have changed. */
export async function axeFaults(page: Page | Frame, only?: 'colours'): Promise<string[]> {
  // evaluated by the debugger, which the page's policy does not hold back
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(`${await source}; undefined`);
  const options: RunOptions = { preload: false, resultTypes: ['violations'], ...(only && OF_COLOUR) };
  const { violations } = await page.evaluate(async (given) => {
    if (!window.axe) throw new Error('axe did not load');
    return window.axe.run(document, given);
  }, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ')}`,
    ),
  );
}
