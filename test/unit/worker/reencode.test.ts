import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import type { ReencodeSettings } from '../../../src/images/reencode.ts';
import { SurveyedImages } from '../../../src/worker/imageSurvey.ts';
import { reencodeLines } from '../../../src/worker/reencode.ts';
import { chatLine } from '../../support/lines.ts';

const JPEG: ReencodeSettings = { format: 'jpeg', quality: 60, matchPillow: false, onlySmaller: false };
const BROKEN = `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`;

const noise = (mean: number) =>
  sharp({
    create: { width: 48, height: 32, channels: 3, background: '#000', noise: { type: 'gaussian', mean, sigma: 30 } },
  });
const url = (format: string, bytes: Buffer) => `data:image/${format};base64,${bytes.toString('base64')}`;
const imagesOf = (text: string) => [...text.matchAll(/data:image\/(\w+);base64,([^"]*)/g)];
const scanned = (text: string) => bytesSource(Buffer.from(text, 'latin1'));

describe('encoding the images of many lines anew', () => {
  let folder: string;
  let into: string;
  let pngs: string[];
  before(async () => {
    pngs = await Promise.all([60, 120, 180].map(async (mean) => url('png', await noise(mean).png().toBuffer())));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-'));
    into = join(folder, 'new.jsonl');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const line = (image: number, text = 'Why?') => chatLine(text, 'No', pngs[image]);
  const all = (text: string) => [{ from: 0, to: text.split('\n').length }];

  it('changes the addresses alone: every other byte stays, whatever it is', async () => {
    const odd = line(0).replace('{"messages":', '{ "latin" :"\xe9\xff" ,"messages":').replace('"Why?"', '"\\u00e9\\/"');
    const text = `\xef\xbb\xbf${line(1)}\r\n${odd}\n\n${chatLine('Only', 'text', 'https://example.com/a.png')}\n`;
    const { changed, images, reencoded } = await reencodeLines(scanned(text), all(text), JPEG, into, {});
    assert.deepEqual([changed, images, reencoded], [[{ from: 0, to: 2 }], 2, 2]);
    const written = readFileSync(into, 'latin1');
    const jpegs = imagesOf(written);
    assert.deepEqual(
      jpegs.map(([, format]) => format),
      ['jpeg', 'jpeg'],
    );
    const back = [pngs[1], pngs[0]].reduce<string>(
      (now, png, at) => now.replace(jpegs[at]?.[0] ?? '', String(png)),
      written,
    );
    assert.equal(back, text.split('\n').slice(0, 2).join('\n') + '\n');
  });

  it('encodes the chosen examples only, each different image once, and says what became of them', async () => {
    const lines = [line(0), line(1), line(0), chatLine('Broken', 'x', BROKEN), line(2), 'no JSON', line(1)];
    const chosen = [
      { from: 0, to: 1 },
      { from: 2, to: 6 },
    ];
    const done = await reencodeLines(scanned(lines.join('\n')), chosen, JPEG, into, {});
    assert.deepEqual(done.changed, [
      { from: 0, to: 1 },
      { from: 2, to: 3 },
      { from: 4, to: 5 },
    ]);
    assert.deepEqual([done.images, done.reencoded, done.left, done.failed], [3, 2, 0, 1]);
    assert.deepEqual([done.failedLines, done.failedLineCount], [[3], 1]);
    const [first, second] = imagesOf(readFileSync(into, 'latin1'));
    assert.equal(first?.[0], second?.[0]);
    assert.ok(done.after < done.before);
  });

  it('scales to the longest side and keeps the format it has', async () => {
    const text = line(0);
    await reencodeLines(scanned(text), all(text), { ...JPEG, format: 'keep', maxSide: 24 }, into, {});
    const [, format, payload = ''] = imagesOf(readFileSync(into, 'latin1'))[0] ?? [];
    const { width, height } = await sharp(Buffer.from(payload, 'base64')).metadata();
    assert.deepEqual([format, width, height], ['png', 24, 16]);
  });

  it('leaves alone what would not get smaller when that is asked for, and leaves no file when nothing changes', async () => {
    const text = chatLine('Small', 'x', url('jpeg', await noise(100).jpeg({ quality: 5 }).toBuffer()));
    const done = await reencodeLines(scanned(text), all(text), { ...JPEG, quality: 100, onlySmaller: true }, into, {});
    assert.deepEqual([done.changed, done.left, done.reencoded], [[], 1, 0]);
    assert.equal(existsSync(into), false);
    const always = await reencodeLines(scanned(text), all(text), { ...JPEG, quality: 100 }, into, {});
    assert.equal(always.reencoded, 1);
  });

  it('never draws an SVG', async () => {
    const svg = url('svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));
    const text = chatLine('Drawn', 'x', svg);
    assert.equal((await reencodeLines(scanned(text), all(text), JPEG, into, {})).failed, 1);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const text = Array.from({ length: 40 }, (_, at) => line(at % 3, String(at))).join('\n');
    const stop = new AbortController();
    const working = reencodeLines(scanned(text), all(text), JPEG, into, { signal: stop.signal });
    stop.abort();
    await assert.rejects(working, { name: 'AbortError' });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('makes lines that the document takes in as they were written', async () => {
    const text = [line(0), 'kept', line(1), line(2)].join('\r\n') + '\r\n';
    const document = new DatasetDocument(scanned(text));
    await document.indexed;
    const { changed } = await reencodeLines(await document.bytes(), all(text), JPEG, into, {});
    const first = await document.addLines(into);
    let at = first;
    for (const { from, to } of changed) {
      document.apply({ at: from, remove: to - from, insert: [{ from: at, count: to - from }] });
      at += to - from;
    }
    const [a, b, c] = readFileSync(into, 'latin1').split('\n');
    const bytes = await document.bytes();
    assert.equal((await bytes.read(0, bytes.size)).toString('latin1'), `${a ?? ''}\nkept\r\n${b ?? ''}\n${c ?? ''}\n`);
    await document.dispose();
  });
});

describe('what encoding many images would come to', () => {
  it('is exact while every image is tried, a few-shot image counted wherever it stands', async () => {
    const shared = url('png', await noise(90).png().toBuffer());
    const own = await Promise.all([30, 60, 150].map(async (mean) => url('png', await noise(mean).png().toBuffer())));
    const lines = own.map((image) => {
      const example = JSON.parse(chatLine('Own', 'x', image)) as { messages: unknown[] };
      const fewShot = JSON.parse(chatLine('Shared', 'x', shared)) as { messages: unknown[] };
      return JSON.stringify({ messages: [...fewShot.messages, ...example.messages] });
    });
    const text = lines.join('\n');
    const lineRanges = [{ from: 0, to: 3 }];
    const survey = await SurveyedImages.of(scanned(text), lineRanges, {});
    const folder = mkdtempSync(join(tmpdir(), 'vision-ft-'));
    const done = await reencodeLines(scanned(text), lineRanges, JPEG, join(folder, 'new'), {});
    rmSync(folder, { recursive: true });
    assert.deepEqual(survey.facts, { images: 4, places: 6, bytes: done.before });
    assert.deepEqual(await survey.estimate(JPEG), { tried: 4, failed: 0, bytes: done.after });
  });

  it('is told from a sample of many', async () => {
    const images = await Promise.all(
      Array.from({ length: 90 }, async (_, mean) =>
        url(
          'png',
          await noise(40 + mean)
            .png()
            .toBuffer(),
        ),
      ),
    );
    const text = images.map((image) => chatLine('One', 'x', image)).join('\n');
    const survey = await SurveyedImages.of(scanned(text), [{ from: 0, to: 90 }], {});
    const estimate = await survey.estimate(JPEG);
    assert.equal(survey.facts.images, 90);
    assert.equal(estimate.tried, 40);
    assert.ok(estimate.bytes > 0 && estimate.bytes < survey.facts.bytes);
  });
});
