// A file of 512 MB in a real workbench: from the click to the first decoded image, from selecting the last example to
// its decoded image, and what the extension host holds meanwhile.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { VSIX } from '../../scripts/vsix.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { launchBrowser } from '../support/chromium.ts';
import { folderWith } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { startServer, type Server } from '../support/server.ts';
import { visibleWebview } from '../support/webview.ts';
import { Workbench } from '../support/workbench.ts';
import { reportTimes, reportValue } from './measure.ts';
import { msFromClick, msFromKey, recordDrawing } from './pageTimes.ts';
import { extensionHostMemory } from './processMemory.ts';

const ROUNDS = 7;
const NEW_WORKBENCHES = 3;
/** Until a workbench that was just used does nothing more. */
const REST_MS = 3000;
const BIG = 'big.jsonl';
const FIRST = 'article:has-text("Question [00000001]")';

async function noise(side: number): Promise<string> {
  const raw = { width: side, height: side, channels: 3 as const };
  const png = await sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** Runs `work` in a workbench that has opened nothing yet, on a server of its own. */
async function inNewWorkbench(browser: Browser, work: (workbench: Workbench, server: Server) => Promise<void>) {
  const server = await startServer({ vsix: VSIX, say: console.error });
  try {
    const workbench = await Workbench.open(browser, server, { folder });
    await recordDrawing(workbench);
    await workbench.page.locator('.explorer-folders-view').getByText(BIG).waitFor();
    await sleep(REST_MS);
    await work(workbench, server);
    await workbench.close();
  } finally {
    await server.stop();
  }
}

/** Milliseconds from the click on the big file in the Explorer to the first image of its first example, decoded. */
async function open(workbench: Workbench): Promise<number> {
  await workbench.page.locator('.explorer-folders-view').getByText(BIG).click();
  return msFromClick(workbench, await visibleWebview(workbench.page, FIRST));
}

const folder = await folderWith({ 'small.jsonl': trainingFile(12, await noise(96)) });
const lines = await writeBigFile(join(folder, BIG), 512e6, {
  image: await noise(96),
  lastLine: chatLine('What is last?', 'This', await noise(48)),
});
const browser = await launchBrowser(console.error);
try {
  const firsts: number[] = [];
  for (let round = 0; round < NEW_WORKBENCHES; round++)
    await inNewWorkbench(browser, async (workbench) => void firsts.push(await open(workbench)));
  reportTimes(`open ${lines} lines in 512 MB, the extension's first file`, firsts, 'under 1500');
  await inNewWorkbench(browser, async (workbench, server) => {
    await workbench.openPage('small.jsonl');
    await sleep(REST_MS);
    const idle = extensionHostMemory(server.group);
    const times: number[] = [];
    const held: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await open(workbench));
      await sleep(REST_MS);
      held.push(extensionHostMemory(server.group));
      if (round < ROUNDS - 1) await workbench.run('View: Close Editor');
    }
    reportTimes('  the same again, the extension in use', times, 'at most 600');
    const [first = NaN] = held;
    reportValue(
      '  memory of the extension host above a small file',
      `${(first - idle).toFixed(0)} MB once it is read, ${(Math.max(...held) - idle).toFixed(0)} MB at most over ${ROUNDS} openings (${idle.toFixed(0)} MB with the small file)`,
      'at most 120',
    );
    const page = await visibleWebview(workbench.page, FIRST);
    await page.getByRole('option').first().click();
    const steps: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      steps.push(await msFromKey(workbench, page, 'End', 'What is last?'));
      await msFromKey(workbench, page, 'Home', 'Question [00000001]');
    }
    reportTimes('  from selecting the last example to its image', steps, 'at most 100');
  });
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
