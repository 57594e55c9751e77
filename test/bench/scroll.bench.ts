// A list of 13,000 examples in 512 MB, scrolled from end to end in a real workbench: how long the tasks of the page's
// main thread take meanwhile.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { VSIX } from '../../scripts/vsix.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { launchBrowser } from '../support/chromium.ts';
import { folderWith } from '../support/fixtures.ts';
import { chatLine } from '../support/lines.ts';
import { startServer } from '../support/server.ts';
import { Workbench } from '../support/workbench.ts';
import { reportValue } from './measure.ts';
import { TASKS, tasksOf, tasksText } from './pageTasks.ts';

/** Screens are passed at this rate: as fast as a bar is dragged. */
const FRAMES = 600;

const image = async (side: number) => {
  const raw = { width: side, height: side, channels: 3 as const };
  const png = await sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
};

const folder = await folderWith({});
const lines = await writeBigFile(join(folder, 'big.jsonl'), 512e6, {
  image: await image(96),
  lastLine: chatLine('What is last?', 'This', await image(48)),
});
const server = await startServer({ vsix: VSIX, say: console.error });
const browser = await launchBrowser(console.error);
try {
  const workbench = await Workbench.open(browser, server, { folder });
  const page = await workbench.openPage('big.jsonl');
  await page.getByRole('option').first().click();
  await page
    .getByText(`${lines} examples`)
    .or(page.getByText(`${lines.toLocaleString('en')} examples`))
    .first()
    .waitFor();
  await browser.startTracing(workbench.page, { categories: TASKS });
  await page.evaluate(async (frames) => {
    const list = document.querySelector('[role=listbox]')?.parentElement;
    if (!list) throw new Error('There is no list.');
    const end = list.scrollHeight - list.clientHeight;
    for (let frame = 0; frame <= frames; frame++) {
      list.scrollTop = (end * frame) / frames;
      await new Promise(requestAnimationFrame);
    }
  }, FRAMES);
  await page.getByRole('option', { name: 'What is last?' }).waitFor();
  const tasks = tasksOf(await browser.stopTracing());
  reportValue(
    `scrolling ${lines} examples from end to end in ${FRAMES} frames`,
    tasksText(tasks),
    '99 % under 50, none over 100',
  );
  await workbench.close();
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
