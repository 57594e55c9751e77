import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openPage, type OpenedPage } from './harness.ts';

/** The dataset page with a made-up file, once its example is drawn. */
export async function openDatasetPage(browser: Browser, scenario: string): Promise<OpenedPage> {
  const opened = await openPage(browser, { page: 'dataset', scenario });
  await opened.page.locator('h1', { hasText: scenario === 'small' ? 'Example 52 of 485' : 'of' }).waitFor();
  await opened.page.locator('.message').first().waitFor();
  return opened;
}

/** Waits until the page's heading says this. */
export const shows = (page: Page, text: string) => page.locator('h1', { hasText: text }).waitFor();

/** A row of the list, by its place from 1. */
export const row = (page: Page, place: number) => page.locator(`[role=option][aria-posinset="${place}"]`);

/** Edits asked of the host so far. */
export const edits = (page: Page) =>
  page.evaluate(() => globalThis.fakeHost.calls.filter(([name]) => name === 'edit').map(([, edit]) => edit));

export const untilEdits = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => globalThis.fakeHost.calls.filter(([name]) => name === 'edit').length === wanted,
    count,
  );

/** Waits for as many edits as are expected, and compares them. */
export async function made(page: Page, expected: unknown[]): Promise<void> {
  await untilEdits(page, expected.length);
  assert.deepEqual(await edits(page), expected);
}
