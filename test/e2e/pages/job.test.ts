import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { callsOf, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { happen, openJobPage } from '../../support/pages/jobPage.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('the page of a fine-tuning job', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openJobPage(browser, scenario, options);
    return opened.page;
  };
  const main = (page: Page) => page.locator('main');
  const barWidth = (page: Page) =>
    main(page).evaluate((element) => (element as HTMLElement).offsetWidth - element.clientWidth);

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('has no accessibility faults in any theme', async () => {
    const page = await open('running');
    await page.locator('.drawing svg').waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  for (const scenario of ['created', 'failed', 'succeeded', 'unknown-lines', 'accuracy', 'first'])
    it(`has none in a job that is ${scenario}, in a narrow editor and as a table`, async () => {
      const page = await open(scenario, { width: 480 });
      const table = page.getByRole('button', { name: 'Show as table' });
      if (scenario !== 'created') await page.locator('.drawing svg').waitFor();
      assert.deepEqual(await axeFaults(page), []);
      assert.equal(await main(page).evaluate((element) => element.scrollWidth), 480 - (await barWidth(page)));
      if (scenario === 'created') return;
      await table.click();
      await page.getByRole('table', { name: 'Measured steps' }).waitFor();
      assert.deepEqual(await axeFaults(page), []);
    });
  it('says how far the job is, and does what can be done', async () => {
    const page = await open('running');
    assert.equal(await page.locator('h1').innerText(), 'ft:gpt-4o-2024-08-06:emoji-vqa');
    await page
      .getByText('running, step 312 of 460 · about 13 min left · about $14.40 of $21.20 so far', { exact: true })
      .waitFor();
    const progress = page.getByRole('progressbar', { name: 'Progress' });
    assert.equal(await progress.getAttribute('aria-valuenow'), '312');
    assert.equal(await progress.getAttribute('aria-valuemax'), '460');
    const actions = page.getByRole('group', { name: 'Job', exact: true }).locator('> *');
    assert.deepEqual(await actions.allInnerTexts(), ['Cancel', 'Pause', 'Refresh', 'Copy Id', 'Open at Vendor']);
    for (const action of await actions.all()) await action.click();
    assert.deepEqual(
      (await callsOf(page, 'run', 5)).map(([, action]) => action),
      ['cancel', 'pause', 'refresh', 'copyId', 'openVendor'],
    );
  });

  it('leaves the focus where it was when an action becomes another', async () => {
    const page = await open('running');
    await page.getByRole('button', { name: 'Pause' }).focus();
    await happen(page, [], { status: 'paused', phase: 'paused', actions: ['resume', 'cancel'] });
    await page.getByRole('status').filter({ hasText: 'paused' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Resume');
  });

  it('says what the host could not do', async () => {
    const page = await open('running');
    await page.evaluate(() => {
      globalThis.fakeHost.refuse = 'The job is over.';
    });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').filter({ hasText: 'The job is over.' }).waitFor();
  });

  it('says what was left out, with what that changes', async () => {
    const page = await open('running');
    const line = page.locator('.skipped');
    assert.equal(
      (await line.locator('p').innerText()).replace(/^\W+/, ''),
      '230 of 630 examples trained: 400 skipped (people 212, faces 160, children 20, CAPTCHAs 8) · about $21.20 instead of $58.10 for 4 epochs',
    );
    await line.getByRole('button', { name: 'Show in File' }).click();
    assert.deepEqual(await callsOf(page, 'run'), [['run', 'showSkipped']]);
  });

  it('looks for candidates where the vendor named no lines', async () => {
    const page = await open('unknown-lines');
    await page.getByText('12 examples skipped').waitFor();
    await page.getByRole('button', { name: 'Find Candidates' }).click();
    assert.deepEqual(await callsOf(page, 'run'), [['run', 'findCandidates']]);
    assert.equal(await page.getByRole('button', { name: 'Show in File' }).count(), 0);
  });

  it('says why a job failed and what to do', async () => {
    const page = await open('failed');
    const alert = page.getByRole('alert');
    await alert.getByText('Invalid image on line 41').waitFor();
    await alert.getByText('Put the image into the file, or remove the example').waitFor();
    await alert.getByRole('button', { name: 'Show Example' }).click();
    assert.deepEqual(await callsOf(page, 'run'), [['run', 'showFault']]);
    await page.getByRole('status').filter({ hasText: 'The vendor cannot be reached' }).waitFor();
    await page.getByText('failed, step 40 of 460 · $0.00').waitFor();
  });

  it('draws the curve, says it in words, and shows its numbers', async () => {
    const page = await open('running');
    const drawing = page.locator('.drawing');
    await drawing.locator('svg').waitFor();
    const drawn = await drawing.locator('svg text').allTextContents();
    for (const text of [
      'Validation loss rises since step 220',
      'epoch 2 looks best',
      'checkpoint, epoch 1',
      'now',
      '148 steps to go',
    ])
      assert.ok(drawn.includes(text), text);
    assert.match((await drawing.getAttribute('aria-label')) ?? '', /lowest .* at step 220\. Validation loss rises/);
    await page.getByRole('button', { name: 'accuracy', exact: true }).click();
    await page.getByRole('heading', { name: 'Accuracy by step' }).waitFor();

    await page.getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('table', { name: 'Measured steps' });
    const rows = table.getByRole('row');
    assert.deepEqual(await rows.first().getByRole('columnheader').allInnerTexts(), [
      'step',
      'training loss',
      'validation loss',
      'training accuracy',
      'validation accuracy',
    ]);
    assert.equal((await rows.nth(10).getByRole('cell').allInnerTexts())[0], '20');
    await page.reload();
    await page.getByRole('heading', { name: 'Accuracy by step' }).waitFor();
    await table.waitFor();
  });

  it('draws one measured step, and accuracy alone', async () => {
    let page = await open('first');
    await page.locator('.drawing svg circle').waitFor();
    await page.close();
    page = await open('accuracy');
    await page.getByRole('heading', { name: 'Accuracy by step' }).waitFor();
    assert.equal(await page.locator('.drawing svg circle').count(), 4);
    assert.equal(await page.getByRole('button', { name: 'loss', exact: true }).count(), 0);
  });

  it('says when the curve comes, and draws it then', async () => {
    const page = await open('created');
    await page.getByText('The curve begins once the job runs and a step is measured.').waitFor();
    assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), null);
    await happen(page, ['Step 1/460'], {
      status: 'running',
      phase: 'running',
      step: 1,
      steps: 460,
      curve: { points: [{ step: 1, trainLoss: 1.2 }], steps: 460 },
    });
    await page.locator('.drawing svg circle').waitFor();
    await page.getByText('running, step 1 of 460').waitFor();
  });

  it('has checkpoints to evaluate, files to open, and how long each state took', async () => {
    const page = await open('succeeded');
    const checkpoints = page.getByRole('region', { name: 'Checkpoints' });
    assert.match(await checkpoints.locator('tbody tr').nth(2).innerText(), /2 · lowest validation loss\s+230/);
    await checkpoints.getByRole('button', { name: 'Evaluate the checkpoint at step 230' }).click();
    assert.deepEqual(await callsOf(page, 'evaluate'), [['evaluate', 'ft:gpt-4o-2024-08-06:emoji-vqa:ckpt-step-230']]);
    await page.getByRole('button', { name: 'emoji-train.jsonl' }).click();
    assert.deepEqual(await callsOf(page, 'openFile'), [['openFile', 'training']]);
    assert.match(await page.locator('.timeline li').nth(2).innerText(), /running\s+.*\s+· 41 min/);
    assert.match(await page.locator('.timeline li').nth(3).innerText(), /^succeeded\s+\S+ \S+$/);
  });

  it('stands in two columns where there is room, and else has what is short first', async () => {
    const page = await open('running');
    const headings = () => page.locator('.low h2').allInnerTexts();
    assert.deepEqual(await headings(), ['Events', 'Checkpoints', 'Job', 'States']);
    await page.setViewportSize({ width: 600, height: 900 });
    await page.waitForFunction(() => document.querySelector('.low h2')?.textContent === 'Checkpoints');
    assert.deepEqual(await headings(), ['Checkpoints', 'Job', 'States', 'Events']);
  });
});
