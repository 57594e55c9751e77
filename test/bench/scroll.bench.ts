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

/** Screens are passed at this rate: as fast as a bar is dragged. */
const FRAMES = 600;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  args?: { name?: string };
}

/** Milliseconds of each task on the main threads of a trace's pages. */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ dur = 0 }) => dur / 1000);
}

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
  await browser.startTracing(workbench.page, { categories: ['toplevel', '__metadata'] });
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
  const tasks = tasksOf(await browser.stopTracing()).toSorted((a, b) => a - b);
  const at = (share: number) => tasks[Math.min(tasks.length - 1, Math.floor(tasks.length * share))] ?? NaN;
  reportValue(
    `scrolling ${lines} examples from end to end in ${FRAMES} frames`,
    `of ${tasks.length} main-thread tasks 99 % under ${at(0.99).toFixed(1)} ms, the longest ${at(1).toFixed(0)} ms`,
    '99 % under 50, none over 100',
  );
  await workbench.close();
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
