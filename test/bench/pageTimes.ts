import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

const TIME_LIMIT = 20_000;

declare global {
  interface Window {
    /** Moments in milliseconds since 1970, so that those of several frames can be compared. */
    pressedAt?: number;
    drawnAt?: Promise<number>;
  }
}

/** Makes the workbench note when the mouse was last pressed, and every page opened from now on its first decoded image. */
export async function recordDrawing(workbench: Workbench): Promise<void> {
  await workbench.page.evaluate(() => {
    addEventListener('mousedown', ({ timeStamp }) => (window.pressedAt = performance.timeOrigin + timeStamp), true);
  });
  // By a timer: the webview host fills a frame with document.open(), which drops listeners and animation frames.
  await workbench.page.context().addInitScript(() => {
    window.drawnAt ??= new Promise((resolve, reject) => {
      const timer = setInterval(() => {
        const image = document.querySelector<HTMLImageElement>('article img');
        if (!image?.src) return;
        clearInterval(timer);
        image.decode().then(() => {
          resolve(performance.timeOrigin + performance.now());
        }, reject);
      }, 2);
    });
  });
}

/** Milliseconds from the last press of the mouse in the workbench to the first decoded image of a page. */
export async function msFromClick(workbench: Workbench, page: Frame): Promise<number> {
  const pressed = await workbench.page.evaluate(() => window.pressedAt);
  const drawn = await Promise.race([page.evaluate(() => window.drawnAt), sleep(TIME_LIMIT, undefined, { ref: false })]);
  if (pressed === undefined || drawn === undefined) throw new Error('Nobody noted the click, or the first image.');
  return drawn - pressed;
}

/** Milliseconds from a key to the decoded image of the message that has a text. */
export async function msFromKey(workbench: Workbench, page: Frame, key: string, text: string): Promise<number> {
  await page.evaluate((wanted) => {
    window.drawnAt = new Promise((resolve, reject) => {
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const look = async (): Promise<number> => {
            const message = [...document.querySelectorAll('article')].find((each) => each.textContent.includes(wanted));
            const image = message?.querySelector('img');
            if (image?.src) {
              await image.decode();
              return performance.now() - timeStamp;
            }
            await new Promise(requestAnimationFrame);
            return look();
          };
          look().then(resolve, reject);
        },
        { once: true, capture: true },
      );
    });
  }, text);
  await workbench.page.keyboard.press(key);
  const took = await Promise.race([page.evaluate(() => window.drawnAt), sleep(TIME_LIMIT, undefined, { ref: false })]);
  if (took === undefined) throw new Error(`No image with "${text}" was drawn after ${key}.`);
  return took;
}
