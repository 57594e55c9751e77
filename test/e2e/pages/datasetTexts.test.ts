import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { MARKDOWN } from '../../support/pages/textExamples.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

/** Lines of the scenario `texts`, in the order of textExamples.ts. */
const [MARKED, CALLS, LONG, SCRIPTS, DEVIATES, PREFERENCE, PARTS, TAGS] = [0, 1, 2, 3, 4, 8, 9, 10] as const;

describe('texts in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (line: number, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario: 'texts', ...options });
    const { page } = opened;
    await page.waitForSelector('main');
    await page.evaluate(() => {
      Object.assign(globalThis, { violations: [] });
      document.addEventListener('securitypolicyviolation', (event) => {
        globalThis.violations.push(event.blockedURI);
      });
    });
    await show(page, line);
    return page;
  };
  const show = async (page: Page, line: number) => {
    await page.evaluate((wanted) => globalThis.fakeHost.page.reveal(wanted), line);
    await page.locator('h1', { hasText: `Example ${line + 1} of` }).waitFor();
    await page.locator('.message').first().waitFor();
  };
  const edits = (page: Page) =>
    page.evaluate(() => globalThis.fakeHost.calls.filter(([name]) => name === 'edit').map(([, edit]) => edit));
  const made = async (page: Page, expected: unknown[]) => {
    await page.waitForFunction(
      (count) => globalThis.fakeHost.calls.filter(([name]) => name === 'edit').length === count,
      expected.length,
    );
    assert.deepEqual(await edits(page), expected);
  };
  const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const until = (page: Page, label: string) =>
    page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, label);
  const markdown = (page: Page) => page.getByRole('button', { name: 'Show texts as Markdown' });

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    assert.deepEqual(await opened.page.evaluate(() => globalThis.violations), []);
    assert.equal(await opened.page.title(), 'page', 'nothing of a file has run');
    await opened.page.close();
  });

  it('has no accessibility faults in any theme: Markdown, calls, long and foreign texts, what differs, parts', async () => {
    const page = await open(MARKED);
    await markdown(page).click();
    await page.getByRole('button', { name: 'Show all 22 lines' }).click();
    for (const line of [MARKED, CALLS, LONG, SCRIPTS, DEVIATES, PREFERENCE, PARTS]) {
      await show(page, line);
      await page.locator('.message').first().hover();
      assert.deepEqual(await axeFaults(page), [], `line ${line}`);
      for (const theme of THEME_NAMES.slice(1)) {
        await showTheme(page, theme);
        assert.deepEqual(await axeFaults(page, 'colours'), [], `line ${line}, ${theme}`);
      }
      await showTheme(page, 'Dark Modern');
    }
  });

  it('are drawn as Markdown when asked, loading and linking nothing, and as written again', async () => {
    const page = await open(MARKED);
    const answer = page.locator('[data-path="/messages/1/content"]');
    await answer.getByRole('button', { name: 'Show all 22 lines' }).click();
    assert.equal(await answer.locator('[data-text]').evaluate((element) => element.textContent), MARKDOWN);
    await markdown(page).press('Enter');
    await answer.getByRole('heading', { name: 'Findings' }).waitFor();
    assert.equal(await answer.locator('strong').innerText(), 'sled');
    assert.equal(await answer.locator('td').last().innerText(), '4 kg');
    const text = await answer.innerText();
    for (const piece of ['https://links.example/a?b=1', 'a picture', '<script>document.title=', '<b onclick='])
      assert.ok(text.includes(piece), piece);
    assert.equal(await page.locator('.example-body :is(a, img, script)').count(), 0);
    await page.reload();
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    await markdown(page).click();
    await page.getByText('# Findings').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { violations: [] }));
  });

  it('that are long show their beginning, stay open while the example is shown, and are opened for a search', async () => {
    const page = await open(LONG);
    const first = page.locator('.long-text').first();
    const lines = async () =>
      (await first.locator('[data-text]').evaluate((text) => text.textContent)).split('\n').length;
    assert.equal(await lines(), 12);
    await first.getByRole('button', { name: 'Show all 340 lines' }).press('Enter');
    assert.equal(await lines(), 340);
    assert.equal(await page.locator('[data-collapsed]').count(), 1);
    await page.getByRole('button', { name: 'Edit text 1 of message 1' }).click();
    await page.keyboard.press('Escape');
    assert.equal(await lines(), 340, 'still open after editing');
    await page.locator('[data-collapsed] [data-text]').dispatchEvent('reveal-text', {});
    await page.locator('[data-collapsed]').waitFor({ state: 'detached' });
    await show(page, SCRIPTS);
    await show(page, LONG);
    assert.equal(await lines(), 12);
  });

  it('show every character that would hide, and copy as they are in the file', async () => {
    const page = await open(SCRIPTS);
    const hostile = page.locator('[data-path="/messages/2/content"] [data-text]');
    assert.deepEqual(
      await hostile.locator('.hidden-character').evaluateAll((marks) => marks.map((mark) => mark.ariaLabel)),
      [
        'U+202E, right-to-left override',
        'U+2066, left-to-right isolate',
        'U+2069, pop directional isolate',
        'U+200B, zero width space',
        'U+0000, null',
        'U+D800, half of a character',
      ],
    );
    const copied = await hostile.evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return getSelection()?.toString();
    });
    assert.ok(copied?.includes('user\u202e\u2066 // admin\u2069 \u200bzero'));
    assert.equal(await page.locator('[data-path="/messages/1/content"] .hidden-character').count(), 0);
  });

  it('run from the side their own paragraphs run from', async () => {
    const page = await open(SCRIPTS);
    const sides = await page.locator('[data-path="/messages/0/content"] [data-text]').evaluate((element) => {
      const text = element.firstChild;
      if (!(text instanceof Text)) throw new Error('no text');
      const box = element.getBoundingClientRect();
      let from = 0;
      return text.data.split('\n').map((line) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, from + line.length);
        from += line.length + 1;
        const { left, right } = range.getBoundingClientRect();
        return left - box.left <= 1 ? 'left' : box.right - right <= 1 ? 'right' : 'nowhere';
      });
    });
    assert.deepEqual(sides, ['right', 'left', 'left', 'right']);
  });

  it('of calls are indented, linked with their results, and edited as they are written', async () => {
    const page = await open(CALLS);
    await page.locator('.call', { hasText: '12345678901234567890' }).waitFor();
    await page.getByRole('button', { name: 'result: message 3' }).press('Enter');
    assert.equal(await focusedLabel(page), 'Message 3: tool');
    await page.getByRole('button', { name: 'result of weather' }).press('Enter');
    assert.equal(await focusedLabel(page), 'Message 2: assistant');
    await page.getByText('result of a call that is not here').waitFor();
    await page.getByRole('button', { name: 'Edit arguments of weather in message 2' }).press('Enter');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+Enter');
    await made(page, [
      {
        kind: 'text',
        line: CALLS,
        path: '/messages/1/tool_calls/0/function/arguments',
        text: '{"city":"Oslo","days":[1,2],"id":12345678901234567890} ',
      },
    ]);
  });

  it('that differ from what the others share are told: in the list, above, and at the message', async () => {
    const page = await open(DEVIATES);
    const mark = 'Differs from the messages that the others share';
    assert.equal(await page.getByRole('img', { name: mark }).count(), 1);
    const note = page.locator('.deviation');
    assert.match(await note.innerText(), /Message 1 differs: its text is another\./);
    assert.equal(await note.locator('del').first().innerText(), 'word');
    await page.getByRole('button', { name: 'Message 1 differs' }).press('Enter');
    assert.equal(await focusedLabel(page), 'Message 1: system');
    await page.locator('.role', { hasText: 'differs from the other examples' }).waitFor();
  });

  it('are parts that are added, moved, duplicated and deleted by keyboard', async () => {
    const page = await open(PARTS);
    await page.getByRole('button', { name: 'Move text 1 of message 1 down' }).press('Enter');
    await until(page, 'Move text 2 of message 1 up');
    await page.getByRole('button', { name: 'Duplicate text 2 of message 1' }).press('Enter');
    await until(page, 'Duplicate text 3 of message 1');
    await page.getByRole('button', { name: 'Delete text 3 of message 1' }).press('Enter');
    await until(page, 'Delete text 2 of message 1');
    await page.getByRole('button', { name: 'Move image 1 of message 1 down' }).press('Enter');
    await page.locator('figure[data-path="/messages/0/content/1"]').waitFor();
    await until(page, 'Move image 1 of message 1 down');
    await page.getByRole('button', { name: 'Add text to message 2' }).press('Enter');
    await until(page, 'Edit text 2 of message 2');
    await page.keyboard.type('more');
    await page.keyboard.press('Control+Enter');
    const content = '/messages/0/content';
    await made(page, [
      { kind: 'move', line: PARTS, path: `${content}/1`, by: 1 },
      { kind: 'duplicate', line: PARTS, path: `${content}/2` },
      { kind: 'remove', line: PARTS, path: `${content}/3` },
      { kind: 'move', line: PARTS, path: `${content}/0`, by: 1 },
      { kind: 'addPart', line: PARTS, path: '/messages/1' },
      { kind: 'text', line: PARTS, path: '/messages/1/content/1', text: 'more' },
    ]);
  });

  it('include the name of a message: set, changed, discarded and taken out', async () => {
    const page = await open(PARTS);
    const field = page.getByRole('textbox', { name: 'Name of message 2' });
    await page.getByRole('button', { name: 'Set name of message 2' }).press('Enter');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await page.locator('.role', { hasText: 'Ada' }).waitFor();
    await until(page, 'Change name of message 2');
    await page.keyboard.press('Enter');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await until(page, 'Change name of message 2');
    await page.keyboard.press('Enter');
    await field.fill('');
    await page.keyboard.press('Tab');
    await page.locator('.role', { hasText: 'Ada' }).waitFor({ state: 'detached' });
    await made(page, [
      { kind: 'name', line: PARTS, path: '/messages/1', name: 'Ada' },
      { kind: 'name', line: PARTS, path: '/messages/1', name: undefined },
    ]);
  });

  it('of an example that is added at the end of the file are written at once', async () => {
    const page = await open(TAGS);
    await page.locator('.add-example').getByRole('button', { name: 'Add example' }).press('Enter');
    await page.locator('h1', { hasText: 'Example 12 of 12' }).waitFor();
    await made(page, [{ kind: 'addExample', at: 11 }]);
  });

  it('of a preference line stand under the output they belong to', async () => {
    const page = await open(PREFERENCE);
    const text = await page.locator('.example-body').innerText();
    assert.match(text, /Name a fruit\.[^]*preferred output[^]*Apple[^]*output not preferred[^]*Brick/);
  });

  it('with tags in names, roles and texts stay text', async () => {
    const page = await open(TAGS);
    const text = await page.locator('.example-body').innerText();
    for (const piece of ['</script><script>', '</textarea></p><img src=x', '"><svg onload=', 'javascript:'])
      assert.ok(text.includes(piece), piece);
    await markdown(page).click();
    await page.evaluate(() => {
      const { snapshot, page: dataset } = globalThis.fakeHost;
      return dataset.update({ ...snapshot, name: '</title><script>document.title="run"</script>.jsonl' });
    });
    assert.equal(await page.locator('.example-body :is(img, svg, script)').count(), 0);
  });
});

declare global {
  var violations: string[];
}
