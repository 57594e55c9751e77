import type { Workbench } from '../support/workbench.ts';

const TIME_LIMIT = 20_000;

declare global {
  interface Window {
    /** Milliseconds from the last press of the mouse to the first row to be seen. */
    rowShown?: Promise<number>;
  }
}

/** Makes the workbench note, from each press of the mouse, when a row that fits a selector can be seen. */
export async function recordRows(workbench: Workbench, row: string): Promise<void> {
  await workbench.page.evaluate(
    ([selector, limit]) => {
      const seen = async (start: number): Promise<number> => {
        for (;;) {
          const found = document.querySelector(selector);
          if (found?.checkVisibility()) return performance.now() - start;
          if (performance.now() - start > limit) throw new Error(`No row ${selector} was seen.`);
          await new Promise(requestAnimationFrame);
        }
      };
      const press = ({ timeStamp }: MouseEvent) => {
        window.rowShown = seen(timeStamp);
        // of presses that show none
        window.rowShown.catch(() => undefined);
      };
      addEventListener('mousedown', press, true);
    },
    [row, TIME_LIMIT] as const,
  );
}

/** Milliseconds from the last press of the mouse to the first row. */
export async function msToRow(workbench: Workbench): Promise<number> {
  const took = await workbench.page.evaluate(() => window.rowShown);
  if (took === undefined) throw new Error('Nobody noted a press of the mouse.');
  return took;
}
