import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

interface FakeHost {
  calls: [string, ...unknown[]][];
  delay: number;
  /** Why it makes no edit. */
  refuse: string | undefined;
  snapshot: Record<string, unknown>;
  /** Edits the file as somebody else does. */
  apply(edit: unknown): Promise<void>;
  page: {
    update(snapshot: unknown): Promise<void>;
    reveal(line: number, place?: { path: string; rule?: string; tool?: 'crop' | 'replace' }): Promise<void>;
    showReencode(): Promise<void>;
  };
}
declare global {
  var fakeHost: FakeHost;
}

describe('the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario, ...options });
    await opened.page.waitForSelector('main');
    return opened.page;
  };
  const title = (page: Page) => page.locator('h1').innerText();
  const shows = (page: Page, text: string) => page.locator('h1', { hasText: text }).waitFor();
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('has no accessibility faults in any theme', async () => {
    const page = await open('small');
    await page.locator('.picture img').waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  for (const scenario of ['broken', 'reading', 'empty', 'failure'])
    it(`has no accessibility faults when the file is: ${scenario}`, async () => {
      const page = await open(scenario);
      if (scenario === 'broken') {
        await page.keyboard.press('End');
        await shows(page, 'Example 5 of 5');
      }
      assert.deepEqual(await axeFaults(page), []);
    });

  it('draws the image of an example in its natural pixels beside its question', async () => {
    const page = await open('small');
    const image = page.locator('.picture img');
    await image.waitFor();
    const drawn = await image.evaluate((element: HTMLImageElement) => ({
      natural: [element.naturalWidth, element.naturalHeight],
      shown: [element.clientWidth, element.clientHeight],
      address: element.src.slice(0, 5),
    }));
    assert.deepEqual(drawn, { natural: [320, 320], shown: [320, 320], address: 'blob:' });
    const [picture, question] = await Promise.all([
      image.boundingBox(),
      page.getByText('Question [52]:').boundingBox(),
    ]);
    assert.ok(picture && question && question.x > picture.x + picture.width, 'the question stands right of the image');
  });

  it('opens at the line the host has selected, and after a reload where the user was', async () => {
    const page = await open('small');
    await shows(page, 'Example 52 of 485');
    await page.locator('[role=option][aria-selected=true]').press('ArrowDown');
    await shows(page, 'Example 53 of 485');
    await page.reload();
    await shows(page, 'Example 53 of 485');
  });

  it('is walked by keyboard, the focus on one row that is always drawn', async () => {
    const page = await open('huge');
    await page.locator('[role=option][aria-selected=true]').focus();
    for (const [key, line] of [
      ['ArrowDown', '2'],
      ['End', '800,000'],
      ['ArrowUp', '799,999'],
      ['Home', '1'],
    ] as const) {
      await page.keyboard.press(key);
      await shows(page, `Example ${line} of`);
      const focused = page.locator('[role=option]:focus');
      assert.equal(await focused.locator('.number').innerText(), line);
      const [row, list] = await Promise.all([focused.boundingBox(), page.locator('.scroller').boundingBox()]);
      assert.ok(
        row && list && row.y >= list.y && row.y + row.height <= list.y + list.height + 1,
        `${line} is in sight`,
      );
    }
    assert.equal(await page.locator('[role=option]:focus').getAttribute('aria-setsize'), '800000');
    assert.ok((await page.locator('[role=option]').count()) < 60, 'only rows in sight are drawn');
    await page.keyboard.press('Enter');
    assert.ok(await page.evaluate(() => document.activeElement?.matches('.example')));
  });

  it('scrolls ten million lines by the wheel as far as a short list', async () => {
    const page = await open('giant');
    await page.locator('[role=option]').first().hover();
    await page.mouse.wheel(0, 440);
    await page.locator('[role=option][aria-posinset="11"]').waitFor();
    const top = await page.evaluate(() => {
      const list = document.querySelector('.scroller')?.getBoundingClientRect().top ?? 0;
      return [...document.querySelectorAll('[role=option]')]
        .filter((row) => row.getBoundingClientRect().top >= list - 1)
        .map((row) => row.getAttribute('aria-posinset'))[0];
    });
    assert.equal(top, '11');
  });

  it('asks only for the last example when the keys are faster than the host', async () => {
    const page = await open('small');
    await shows(page, 'Example 52 of 485');
    await page.evaluate(() => {
      globalThis.fakeHost.delay = 60;
      globalThis.fakeHost.calls.length = 0;
    });
    await page.locator('[role=option][aria-selected=true]').focus();
    for (let step = 0; step < 30; step++) await page.keyboard.press('ArrowDown');
    await shows(page, 'Example 82 of 485');
    await page.waitForFunction(() =>
      globalThis.fakeHost.calls.some(([name, line]) => name === 'select' && line === 81),
    );
    assert.ok((await calls(page, 'example')).length < 30, 'examples walked past are not all asked for');
  });

  it('draws the image of each example that is walked to', async () => {
    const page = await open('small');
    const image = page.locator('.picture img');
    await image.waitFor();
    const drawn = new Set<string>();
    for (const line of [53, 54, 55]) {
      await page.locator('[role=option][aria-selected=true]').press('ArrowDown');
      await shows(page, `Example ${line} of 485`);
      await image.waitFor();
      drawn.add(await image.evaluate((element: HTMLImageElement) => element.decode().then(() => element.src)));
    }
    assert.ok(drawn.size > 1, 'another example shows another image');
  });

  it('shows predictions under the question, differences marked', async () => {
    const page = await open('huge');
    const row = page.locator('.predictions tbody tr').nth(2);
    await row.waitFor();
    assert.equal(await row.locator('[role=img]').getAttribute('aria-label'), 'wrong');
    assert.equal(await row.locator('ins').innerText(), 'green tea in a');
    assert.equal(await row.locator('del').innerText(), 'without handle');
    assert.equal(await page.locator('.predictions tbody tr').nth(3).locator('.small').innerText(), 'baseline');
  });

  it('opens the messages that all examples share, and keeps them open', async () => {
    const page = await open('small');
    const fold = page.getByRole('button', { name: '3 messages shared by all 485 examples' });
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
    await fold.press('Enter');
    await page.getByText('Answer in a word or two.').waitFor();
    assert.equal(await page.locator('.picture img').count(), 2);
    await page.reload();
    await page.getByText('Answer in a word or two.').waitFor();
  });

  it('shows every odd line with its fault, and loads and runs nothing of it', async () => {
    const page = await open('broken');
    await page.locator('mark').waitFor();
    assert.equal(await page.locator('mark').innerText(), '{');
    const texts: string[] = [];
    for (let line = 2; line <= 5; line++) {
      await page.keyboard.press('ArrowDown');
      await page.locator('h1', { hasText: ` ${line} of 5` }).waitFor();
      texts.push(await page.locator('.example-body').innerText());
    }
    assert.match(texts[0] ?? '', /blank/);
    assert.match(texts[1] ?? '', /"completion": "A sled"/);
    assert.match(texts[2] ?? '', /too long to be shown: 900 MB/);
    for (const shown of [
      '<script>document.title="run"</script>',
      'https://pictures.example/tea.png?call=home',
      'This is no picture that can be decoded.',
      'too many pixels',
      '"id": "call_1"',
      'これは何ですか。',
      'There is no role "moderator".',
      'No message of the assistant has an answer.',
    ])
      assert.ok(texts[3]?.includes(shown), shown);
    assert.equal(await page.title(), 'page');
    assert.equal(await page.locator('.example-body img').count(), 0);
  });

  it('stays where the user is while the file is still being read', async () => {
    const page = await open('reading');
    await page.getByText('301 examples · reading 62 %').waitFor();
    await page.locator('[role=option][aria-selected=true]').press('PageDown');
    const before = await title(page);
    await page.evaluate(() => {
      const { snapshot, page: dataset } = globalThis.fakeHost;
      return dataset.update({ ...snapshot, lines: 485, indexed: snapshot['size'] });
    });
    await page.getByText('485 examples', { exact: true }).waitFor();
    assert.equal(await title(page), before.replace('301', '485'));
  });

  it('goes to a line the host reveals', async () => {
    const page = await open('small');
    await shows(page, 'Example 52');
    await page.evaluate(() => globalThis.fakeHost.page.reveal(299));
    await shows(page, 'Example 300 of 485');
    await page.locator('[role=option][aria-posinset="300"]').waitFor();
  });

  it('says what is done with its buttons', async () => {
    const page = await open('small');
    for (const [name, item, method] of [
      ['Problems 17', 'Open Problems Panel', 'showProblems'],
      ['Predictions 3', 'Choose Predictions to Show', 'chooseRuns'],
      ['Show as text', '', 'openAsText'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      if (item) await page.getByRole('menuitem', { name: item }).click();
      await page.waitForFunction((called) => globalThis.fakeHost.calls.some(([each]) => each === called), method);
    }
    assert.deepEqual(await calls(page, 'openAsText'), [['openAsText', 51]]);
  });

  it('is split by keyboard and keeps the split', async () => {
    const page = await open('small');
    const list = page.locator('.list');
    const splitter = page.getByRole('separator');
    await splitter.press('ArrowRight');
    const width = (await list.boundingBox())?.width;
    assert.equal(width, 432);
    await page.reload();
    await splitter.waitFor();
    assert.equal((await list.boundingBox())?.width, width);
  });

  it('stands one above the other in a narrow editor', async () => {
    const page = await open('small', { width: 480, height: 700 });
    await page.locator('.picture img').waitFor();
    const [list, example] = await Promise.all([
      page.locator('.list').boundingBox(),
      page.locator('.example').boundingBox(),
    ]);
    assert.ok(list && example && example.y >= list.y + list.height && example.width === 480);
    assert.deepEqual(await axeFaults(page), []);
  });

  it('speaks the language it is given', async () => {
    const page = await open('small', { translations: { 'Example {0} of {1}': 'Beispiel {0} von {1}' } });
    await shows(page, 'Beispiel 52 von 485');
  });
});
