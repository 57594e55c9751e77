import type { BrowserContext, Frame, Page } from 'playwright-core';

/** What a page did against its own content security policy: "directive: what was blocked". */
declare global {
  interface Window {
    policyViolations?: string[];
  }
}

/**
 * Makes every frame of the context record violations of its content security policy from its first moment on.
 * The webview host fills a frame with document.open(), which drops all listeners, so the listener is put back there.
 */
export async function recordViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const violations = (window.policyViolations ??= []);
    const listen = () => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.effectiveDirective}: ${event.blockedURI || event.sample}`);
      });
    };
    listen();
    const open = Reflect.get(Document.prototype, 'open') as (...values: unknown[]) => unknown;
    Reflect.set(Document.prototype, 'open', function (this: Document, ...values: unknown[]) {
      const result = Reflect.apply(open, this, values);
      if (this === document) listen();
      return result;
    });
  });
}

/** Violations of a page's content security policy since it was opened. */
export async function policyViolations(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    if (!window.policyViolations) throw new Error('nothing records violations in this frame');
    return window.policyViolations;
  });
}

/**
 * The page inside a visible webview: workbench > iframe.webview > iframe#active-frame. Where several are visible,
 * `containing` says which by a selector that only it has.
 */
export async function visibleWebview(page: Page, containing = 'body', timeout = 30_000): Promise<Frame> {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    for (const outer of await page.locator('iframe.webview.ready:visible').elementHandles()) {
      const inner = await (await outer.contentFrame())?.$('#active-frame').catch(() => null);
      const frame = await inner?.contentFrame();
      if (frame && (await frame.$(containing).catch(() => null))) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(
    `No visible webview has ${containing}; frames: ${page
      .frames()
      .map((frame) => frame.url())
      .join(' ')}`,
  );
}

/** Natural sizes of the images a page shows, as "WIDTHxHEIGHT"; one that does not decode is "broken". */
export async function imageSizes(frame: Frame): Promise<string[]> {
  return frame.evaluate(() =>
    Promise.all(
      [...document.images].map((image) =>
        image.decode().then(
          () => `${image.naturalWidth}x${image.naturalHeight}`,
          () => 'broken',
        ),
      ),
    ),
  );
}
