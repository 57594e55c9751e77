import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something outside a page is so. Throws with what it was waited for after `ms` milliseconds. */
export async function until(what: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !(await what());) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what.toString()}`);
    await sleep(50);
  }
}
