import { until } from './until.ts';
import type { Workbench } from './workbench.ts';

/** Gives a path to the workbench's own file dialog, which fills in its offer a moment after it has opened. */
export async function answerFileDialog({ page, quickInput }: Workbench, offered: string, path: string): Promise<void> {
  await until(async () => (await quickInput.inputValue()).includes(offered));
  await until(async () => {
    await quickInput.fill(path);
    await page.waitForTimeout(200);
    return (await quickInput.inputValue()) === path;
  });
  // while it looks at what was typed it does not take the key
  await until(async () => {
    await quickInput.press('Enter', { timeout: 1000 }).catch(() => undefined);
    return quickInput.waitFor({ state: 'hidden', timeout: 1000 }).then(
      () => true,
      () => false,
    );
  });
}
