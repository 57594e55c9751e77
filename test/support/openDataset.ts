import type { Frame, Locator } from 'playwright-core';
import { visibleWebview } from './webview.ts';
import type { Workbench } from './workbench.ts';

/** A dataset editor that is open in a workbench, as somebody sees and uses it. */
export class OpenDataset {
  readonly workbench: Workbench;
  page: Frame;

  private constructor(workbench: Workbench, page: Frame) {
    this.workbench = workbench;
    this.page = page;
  }

  static async open(workbench: Workbench, name: string): Promise<OpenDataset> {
    const dataset = new OpenDataset(workbench, await workbench.openPage(name));
    await dataset.row('').first().waitFor();
    return dataset;
  }

  /** The one that is visible, once its examples are there. */
  static async visible(workbench: Workbench, containing = '[role="option"]'): Promise<OpenDataset> {
    return new OpenDataset(workbench, await visibleWebview(workbench.page, containing));
  }

  row(text: string): Locator {
    return this.page.getByRole('option').filter({ hasText: text });
  }

  heading(text: string): Locator {
    return this.page.locator('h1', { hasText: text });
  }

  get answer(): Locator {
    return this.page.locator('[data-path="/messages/2/content"]');
  }

  /** Opens the answer of the example shown as a text field and fills it. */
  async type(text: string): Promise<void> {
    await this.answer.getByRole('button').click();
    await this.page.locator('textarea.field').first().fill(text);
  }

  /** Changes the answer of the example shown. */
  async write(text: string): Promise<void> {
    await this.type(text);
    await this.workbench.page.keyboard.press('Control+Enter');
    await this.answer.filter({ hasText: text }).waitFor();
  }

  get dirty(): Locator {
    return this.workbench.page.locator('.tab.dirty.active');
  }

  async untilDirty(): Promise<void> {
    await this.dirty.waitFor();
  }

  async untilClean(): Promise<void> {
    await this.dirty.waitFor({ state: 'detached' });
  }

  async save(): Promise<void> {
    await this.workbench.page.keyboard.press('Control+s');
  }
}
