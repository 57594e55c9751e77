import type { Browser, Frame, Locator, Page } from 'playwright-core';
import type { Server } from './server.ts';
import { THEMES, type Theme } from './themes.ts';
import { until } from './until.ts';
import { recordViolations, visibleWebview } from './webview.ts';

export interface OpenOptions {
  /** absolute path of the workspace folder */
  folder: string;
  /** an extension under development, by its folder */
  extension?: string;
  /** a test suite to run inside the extension host */
  tests?: string;
  viewport?: { width: number; height: number };
  /** functions the page may call */
  expose?: Record<string, (...values: never[]) => void>;
  /** pages that were left: one is taken where there is one, for its browser knows the program already, and is given back */
  left?: Page[];
}

const VIEWPORT = { width: 1400, height: 900 };

/** The workbench in a browser page, used as a person would: keyboard, palette, pickers. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: Locator;
  private readonly url: string;
  private readonly left: Page[] | undefined;

  private constructor(page: Page, url: string, left: Page[] | undefined) {
    this.page = page;
    this.url = url;
    this.left = left;
    this.quickInput = page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  /** Opens the workbench and waits until every extension's commands and editors are known. */
  static async open(browser: Browser, server: Server, options: OpenOptions): Promise<Workbench> {
    const page = options.left?.pop() ?? (await newPage(browser, server, options));
    await page.goto(workbenchUrl(server, options));
    await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    // The workbench marks its own progress. A file opened before this mark opens as plain text.
    await page.waitForFunction(
      () => performance.getEntriesByName('code/didHandleExtensionPoints').length > 0,
      undefined,
      { timeout: 60_000 },
    );
    await page.evaluate(() =>
      (globalThis as { driver?: { whenWorkbenchRestored(): Promise<void> } }).driver?.whenWorkbenchRestored(),
    );
    return new Workbench(page, server.url, options.left);
  }

  /** Runs a command by its whole palette title, "Category: Title". */
  async run(title: string): Promise<void> {
    // what was done before may still take the focus somewhere, which closes the palette
    for (let tries = 0; tries < 3; tries++) if (await this.command(title)) return;
    throw new Error(`The palette closed before "${title}" was chosen.`);
  }

  private async command(title: string): Promise<boolean> {
    await this.quickInputWith('F1', `>${title}`);
    const name = new RegExp(`^${escapeRegExp(title)}$`);
    const row = this.rows().filter({ has: this.page.locator('.label-name', { hasText: name }) });
    const found = await row
      .first()
      .waitFor({ timeout: 8000 })
      .then(() => true)
      .catch(() => false);
    if (!found) {
      const offered = await this.page.locator('.quick-input-list .label-name').allTextContents();
      await this.page.keyboard.press('Escape');
      if (offered.length === 0) return false;
      throw new Error(`The palette has no "${title}"; it offers: ${offered.join(' | ')}`);
    }
    return row
      .first()
      .click({ timeout: 5000 })
      .then(
        () => true,
        () => false,
      );
  }

  /** Chooses a row of the open picker by a text in it. */
  async pick(text: string): Promise<void> {
    await this.rows().filter({ hasText: text }).first().click();
  }

  /** Chooses what an open menu offers, by key: a menu that has just opened takes a click for the one that opened it. */
  async choose(label: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    await menu.getByText(label).hover();
    await menu.locator('.action-item.focused', { hasText: label }).waitFor({ timeout: 10_000 });
    await this.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  }

  /** Types into the open input box and confirms. */
  async answer(text: string): Promise<void> {
    // until the palette that led here is gone
    while ((await this.quickInput.inputValue()).startsWith('>')) await this.page.waitForTimeout(50);
    await this.quickInput.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Keeps a key for servers that are no vendor's own, by the command for it. */
  async setKey(key: string): Promise<void> {
    await this.run('Vision Fine-Tuning: Set API Key');
    await this.pick('Any other server');
    await this.answer(key);
  }

  /** Opens a file of the workspace by its name or its path in it. */
  async openFile(name: string): Promise<void> {
    const base = name.replace(/^.*\//, '');
    await this.quickInputWith('Control+P', name);
    // Enter takes the first row, which for a moment still is that of an earlier text
    const exactly = { hasText: new RegExp(`^${escapeRegExp(base)}$`) };
    await this.rows().first().locator('.label-name', exactly).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: base }).waitFor();
  }

  /**
   * Opens a file in its custom editor and returns the editor's page. The workbench makes its custom editor service
   * lazily: in the first second a file may still open as text, then it is closed and opened again.
   */
  async openPage(name: string): Promise<Frame> {
    const webview = this.page.locator('iframe.webview.ready:visible').first();
    const text = this.page.locator('.editor-instance .monaco-editor:visible, .monaco-editor-pane-placeholder:visible');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.openFile(name);
      const opened = await Promise.race([
        webview.waitFor({ timeout: 30_000 }).then(() => true),
        text
          .first()
          .waitFor({ timeout: 31_000 })
          .then(() => false),
      ]);
      if (opened) return visibleWebview(this.page);
      await this.page.keyboard.press('Control+F4');
      await this.page.waitForTimeout(500);
    }
    throw new Error(`${name} keeps opening as text`);
  }

  /** Changes the colour theme, by the label the picker shows. */
  async theme(label: Theme): Promise<void> {
    await this.run('Preferences: Color Theme');
    await this.quickInput.fill(label);
    await this.rows().filter({ hasText: label }).first().waitFor();
    await this.page.waitForTimeout(300); // the picker previews what is focused, after a moment
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    for (const webview of await this.page.locator('iframe.webview.ready:visible').all())
      await webview
        .contentFrame()
        .frameLocator('#active-frame')
        .locator(`body.${THEMES[label].body.replace(' ', '.')}`)
        .waitFor();
  }

  /** The tab of a file. */
  tab(name: string): Locator {
    return this.page.locator('.tab', { hasText: name.replace(/^.*\//, '') }).first();
  }

  /** Waits until VS Code has kept that the file is in sight, which it does every few seconds: a reload before forgets it. */
  async tabKept(name: string): Promise<void> {
    const isKept = async () => {
      const states = await this.page.evaluate(keptState);
      return states.flatMap((state) => tabsInSight(JSON.parse(state))).some((tab) => tab.includes(name));
    };
    await until(isKept, 40_000);
  }

  /** The messages shown so far. Toasts hide themselves; the notification centre keeps them. */
  async notifications(): Promise<string[]> {
    await this.run('Notifications: Show Notifications');
    const messages = this.page.locator('.notifications-center .notification-list-item-message');
    const texts = await messages.allTextContents();
    // whatever takes the focus meanwhile hides them too
    if (await messages.first().isVisible())
      await this.run('Notifications: Hide Notifications').catch(async (error: unknown) => {
        if (await messages.first().isVisible()) throw error;
      });
    return texts;
  }

  async close(): Promise<void> {
    const { page, left } = this;
    const isLeft =
      left !== undefined &&
      (await leave(page, this.url).then(
        () => true,
        () => false,
      ));
    if (isLeft) left.push(page);
    else await page.context().close();
  }

  private rows(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** A webview that takes the focus a moment late closes a picker again: then it is opened once more. */
  private async quickInputWith(key: string, text: string): Promise<void> {
    for (let attempt = 0; ; attempt++)
      try {
        await this.page.keyboard.press(key);
        await this.quickInput.waitFor({ timeout: 3000 });
        await this.page.waitForTimeout(150);
        await this.quickInput.fill(text, { timeout: 2000 });
        return;
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.waitForTimeout(300);
      }
  }
}

async function newPage(browser: Browser, server: Server, { viewport, expose = {} }: OpenOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: viewport ?? VIEWPORT });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await recordViolations(context);
  const page = await context.newPage();
  // "leave this site?"
  page.on('dialog', (dialog) => void dialog.accept());
  for (const [name, callback] of Object.entries(expose)) await page.exposeFunction(name, callback);
  return page;
}

/** Leaves a workbench so that the next one in this page knows nothing of it. */
async function leave(page: Page, url: string): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.evaluate(() => {
    sessionStorage.clear();
  });
  await page.goto('about:blank');
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'local_storage,indexeddb' });
  await session.detach();
  await page.setViewportSize(VIEWPORT);
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function workbenchUrl(server: Server, { folder, extension, tests }: OpenOptions): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload: [string, string][] = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const url = new URL(server.url);
  url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** The tab in front of each group, in a kept state of the workbench. */
function tabsInSight(state: unknown): string[] {
  if (typeof state !== 'object' || state === null) return [];
  const { editors, mru } = state as { editors?: { value: string }[]; mru?: number[] };
  // the one used last comes first
  const front = mru && editors?.[mru[0] ?? 0];
  return front ? [front.value] : Object.values(state).flatMap(tabsInSight);
}

/** Which editors are open, as the workbench of each workspace keeps it in the browser; runs in its page. */
async function keptState(): Promise<string[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('the state of the workbench cannot be read'));
      };
    });
  const states: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const db = await settled(indexedDB.open(name));
    const items = db.transaction('ItemTable').objectStore('ItemTable');
    const editors: unknown = await settled(items.get('memento/workbench.parts.editor'));
    if (typeof editors === 'string') states.push(editors);
    db.close();
  }
  return states;
}
