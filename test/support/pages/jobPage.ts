import type { Browser, Page } from 'playwright-core';
import type { EventRow, JobSnapshot } from '../../../src/protocol/jobPage.ts';
import { openPage, type OpenedPage, type OpenOptions } from './harness.ts';

/** What fakeJobHost.ts leaves in the page. */
interface FakeJobHost {
  happen(news: EventRow[], change: Partial<JobSnapshot>): Promise<void>;
}

/** The page of a made-up job, once its events are drawn. */
export async function openJobPage(
  browser: Browser,
  scenario: string,
  options: Partial<OpenOptions> = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, { page: 'job', scenario, ...options });
  await opened.page.locator('.events .message').first().waitFor();
  return opened;
}

/** Events happen, the job changes, and the host tells. */
export function happen(page: Page, messages: string[], change: Partial<JobSnapshot> = {}): Promise<void> {
  return page.evaluate(
    ([news, changed]) => {
      const host = globalThis.fakeHost as unknown as FakeJobHost;
      return host.happen(
        news.map((message) => ({ at: Date.now(), kind: 'message', message })),
        changed,
      );
    },
    [messages, change] as const,
  );
}
