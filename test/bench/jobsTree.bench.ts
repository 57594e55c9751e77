// The view "Jobs" with 500 jobs of an account in a real workbench: from choosing its command to the first job to be seen.
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { VSIX } from '../../scripts/vsix.ts';
import { launchBrowser } from '../support/chromium.ts';
import { folderWith } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { startServer } from '../support/server.ts';
import { jobAtVendor } from '../support/tuningJobs.ts';
import { startVendor } from '../support/vendorServer.ts';
import { Workbench } from '../support/workbench.ts';
import { reportTimes } from './measure.ts';
import { msToRow, recordRows } from './rowTimes.ts';

const JOBS = 500;
const ROUNDS = 7;
/** Until a workbench that was just used does nothing more. */
const REST_MS = 2000;
const OPEN = 'Vision Fine-Tuning: Focus on Jobs View';
const ROW = '.pane-body [role=treeitem][aria-label*="succeeded"]';

const vendor = await startVendor();
for (let at = JOBS; at > 0; at--)
  vendor.jobs.push(
    jobAtVendor({ id: `ftjob-${at}`, status: 'succeeded', created_at: at, fine_tuned_model: `ft:${at}` }),
  );
const folder = await folderWith({
  'train.jsonl': trainingFile(12),
  '.vscode/settings.json': JSON.stringify({ 'visionFineTuning.baseUrl': vendor.baseURL }),
});
const [server, browser] = await Promise.all([
  startServer({ vsix: VSIX, say: console.error }),
  launchBrowser(console.error),
]);
try {
  const workbench = await Workbench.open(browser, server, { folder });
  await workbench.run('Vision Fine-Tuning: Set API Key');
  await workbench.pick('Any other server');
  await workbench.answer('key-of-this-measurement');
  await workbench.openPage('train.jsonl');
  await recordRows(workbench, ROW);
  const open = async () => {
    await sleep(REST_MS);
    await workbench.run(OPEN);
    return msToRow(workbench);
  };
  reportTimes(`the view of ${JOBS} jobs, the extension in use, the view's first opening`, [await open()], 'under 200');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await workbench.run('View: Show Explorer');
    await workbench.page.locator(ROW).first().waitFor({ state: 'hidden' });
    times.push(await open());
  }
  reportTimes('  closed and opened again', times, 'under 200');
} finally {
  await browser.close();
  await server.stop();
  await vendor.close();
  await rm(folder, { recursive: true, force: true });
}
