import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../support/cliRun.ts';
import { assistant, example, image, PICTURE, question, soundLines, text, user } from '../lint/planting.ts';

describe('vision-ft fix', () => {
  const [first = '', ...more] = soundLines(11);
  const trimmed = example(question(), assistant('So.'));
  const bad = `\ufeff${[first, '', trimmed.replace('So.', ' So.'), ...more, first].join('\r\n')}\r\n`;
  const good = `${[first, trimmed, ...more].join('\r\n')}\r\n`;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-fix-'));
    writeFileSync(join(folder, 'train.jsonl'), bad);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (...args: string[]) => runCli(folder, ['fix', ...args]);
  const read = (name = 'train.jsonl') => readFileSync(join(folder, name), 'utf8');

  it('makes the safe fixes in place and says what was mended; nothing is left beside the file', async () => {
    chmodSync(join(folder, 'train.jsonl'), 0o640);
    const { status, printed } = await run('train.jsonl');
    assert.equal(status, 0);
    assert.equal(read(), good);
    assert.match(
      printed,
      /^train\.jsonl: fixed 4 problems, 2 lines changed, 2 lines removed, [\d.]+ MB -> [\d.]+ MB$/m,
    );
    assert.match(printed, /^ {2}Remove the duplicate: 1 \(duplicate-example\)$/m);
    assert.deepEqual(readdirSync(folder), ['train.jsonl']);
    assert.equal(statSync(join(folder, 'train.jsonl')).mode & 0o777, 0o640);
  });

  it('writes to another file and leaves this one as it is; mends what is asked for alone', async () => {
    const { status, printed } = await run(
      'train.jsonl',
      '--rule',
      'blank-line',
      '--out',
      'new.jsonl',
      '--format',
      'json',
    );
    assert.equal(status, 0);
    assert.equal(read(), bad);
    assert.equal(read('new.jsonl'), bad.replace('\r\n\r\n', '\r\n'));
    assert.deepEqual(JSON.parse(printed), {
      version: 1,
      file: 'train.jsonl',
      out: 'new.jsonl',
      provider: 'openai',
      fixed: { 'blank-line': 1 },
      left: {},
      lines: { changed: 0, removed: 1 },
      bytes: { before: Buffer.byteLength(bad), after: Buffer.byteLength(bad) - 2 },
    });
  });

  it('writes the examples of an array on lines of their own, and mends those', async () => {
    writeFileSync(join(folder, 'train.jsonl'), `[\n  ${[trimmed.replace('So.', ' So.'), first].join(',\n  ')}\n]\n`);
    const { status, printed } = await run('train.jsonl');
    assert.equal(status, 0);
    assert.equal(read(), `${trimmed}\n${first}\n`);
    assert.match(printed, /fixed 2 problems/);
  });

  it('makes a fix that is not safe only where it is asked for', async () => {
    const line = `${example(user(text('Why?')), assistant([text('So.'), image(PICTURE)]))}\n`;
    writeFileSync(join(folder, 'train.jsonl'), line);
    const untouched = statSync(join(folder, 'train.jsonl')).ino;
    assert.match((await run('train.jsonl')).printed, /^train\.jsonl: nothing to fix$/);
    assert.equal(statSync(join(folder, 'train.jsonl')).ino, untouched);
    await run('train.jsonl', '--rule', 'image-in-assistant');
    assert.equal(read(), `${example(user(text('Why?'), image(PICTURE)), assistant([text('So.')]))}\n`);
  });

  it('says what it could not mend', async () => {
    const broken = { type: 'image_url', image_url: 5 };
    writeFileSync(join(folder, 'train.jsonl'), `${example(user(text('Why?'), broken), assistant())}\n`);
    assert.match((await run('train.jsonl')).printed, /cannot be mended: 1 \(image-url-not-object\)/);
  });

  it('loses nothing when it is stopped or fails', async () => {
    const stopped = await runCli(folder, ['fix', 'train.jsonl'], { signal: AbortSignal.abort() });
    assert.deepEqual([stopped.status, stopped.printed], [2, '']);
    assert.match(stopped.said, /^Stopped before the end of train\.jsonl: no half-mended file was written\.$/m);
    writeFileSync(join(folder, 'cut.jsonl'), '[\n{"messages": []},\n{"messages": [}}\n]');
    const cut = await run('cut.jsonl');
    assert.equal(cut.status, 2);
    assert.match(cut.said, /^cut\.jsonl cannot be mended: /m);
    assert.equal(read(), bad);
    assert.deepEqual(readdirSync(folder).sort(), ['cut.jsonl', 'train.jsonl']);
  });

  it('shows the hosts before images are fetched from the web, and fetches none without an answer', async () => {
    writeFileSync(join(folder, 'train.jsonl'), `${example(user(image('https://a.example/x.png')), assistant())}\n`);
    const args = ['fix', 'train.jsonl', '--rule', 'url-image-not-accepted'];
    const questions: string[] = [];
    const no = await runCli(folder, args, {
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(false);
      },
    });
    assert.equal(no.status, 2);
    assert.deepEqual(questions, ['Fetch images from a.example (1 image) and put them into the file?']);
    assert.match(
      (await run(...args.slice(1))).said,
      /^Nothing was fetched: .*a\.example.* repeat with --yes to agree\.$/m,
    );
  });

  it('fetches the images of an array too, which becomes lines first', async () => {
    const line = example(user(image('https://a.example/x.png')), assistant());
    const array = `[\n${line}\n]\n`;
    writeFileSync(join(folder, 'train.jsonl'), array);
    const args = ['fix', 'train.jsonl', '--out', 'new.jsonl', '--rule', 'url-image-not-accepted', 'json-array-file'];
    const { status, said } = await runCli(folder, args, { confirm: () => Promise.resolve(false) });
    assert.equal(status, 2);
    assert.match(said, /^Nothing was fetched; new\.jsonl has the examples of the array as lines\.$/m);
    assert.deepEqual([read(), read('new.jsonl')], [array, `${line}\n`]);
  });

  it('writes images to files, each once, and the file with their addresses', async () => {
    const { status, printed } = await run('train.jsonl', '--images-to', 'pictures', '--out', 'short.jsonl');
    assert.equal(status, 0);
    const names = readdirSync(join(folder, 'pictures'));
    const put = (text: string, name: string) => {
      const url = `data:image/png;base64,${readFileSync(join(folder, 'pictures', name)).toString('base64')}`;
      return text.replaceAll(`pictures/${name}`, url);
    };
    assert.ok(!read('short.jsonl').includes('base64'));
    assert.equal(names.reduce(put, read('short.jsonl')), bad);
    assert.equal(read(), bad);
    // the last example is the first one again
    assert.equal(names.length, 12);
    assert.match(printed, /^train\.jsonl: 12 images written to pictures \(13 places\)/);
    assert.match((await run('train.jsonl', '--images-to', 'pictures')).said, /^Name a file behind --out/m);
  });

  it('leaves what the config has turned off', async () => {
    writeFileSync(join(folder, 'vision-ft.config.json'), JSON.stringify({ rules: { 'blank-line': 'off' } }));
    await run('train.jsonl');
    assert.equal(read(), good.replace('\r\n', '\r\n\r\n'));
  });

  for (const [args, sentence] of [
    [['missing.jsonl'], /^missing\.jsonl cannot be read: there is no such file\.$/m],
    [['train.jsonl', '--rule', 'not-json'], /^There is no fix for "not-json"; rules with one are .*blank-line/m],
    [['train.jsonl', '--out', 'no/where.jsonl'], /^no\/where\.jsonl cannot be written: its folder does not exist\.$/m],
    [['train.jsonl', '--provider', 'acme'], /acme/],
  ] as const)
    it(`${args.join(' ')}: could not run, and says why in a sentence`, async () => {
      const { status, said } = await run(...args);
      assert.equal(status, 2);
      assert.match(said, sentence);
      assert.equal(read(), bad);
    });
});
