import assert from 'node:assert/strict';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import sharp from 'sharp';
import { overwritten } from '../../../src/build/record/overwritten.ts';
import { readManifest, sourceRowOf } from '../../../src/build/record/manifest.ts';
import { sha256 } from '../../../src/images/hash.ts';
import { lintFile } from '../../../src/lint/runner.ts';
import { PROVIDER_IDS } from '../../../src/providers/profile.ts';
import { Workshop, words } from './workshop.ts';

const NAMES = ['fox-noto', 'pizza-noto', 'rocket-noto', 'books-noto', 'koala-noto', 'house-noto'];
const RECIPE = {
  source: { path: 'rows.csv', group: 'image' },
  sample: { train: 24, test: 12, shuffle: 'none' },
  prompt: { system: 'system.md' },
  fewShot: [{ row: 0 }, { row: 7 }],
};

describe('targets of a recipe', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const name of NAMES) await workshop.copy(`images/${name}.png`, `${name}.png`);
    const rows = NAMES.flatMap((name) => Array.from({ length: 6 }, (_, at) => `${name}.png,What ${at}?,${name} ${at}`));
    await workshop.write('rows.csv', ['image,question,answer', ...rows].join('\n'));
    await workshop.write('system.md', 'Look.');
  });
  afterEach(async () => {
    for (const name of [...PROVIDER_IDS, 'pictures']) await rm(workshop.path(name), { recursive: true, force: true });
  });
  after(() => workshop.close());

  /** Everything but what is the vendor's own: the images. */
  const texts = async (name: string) => (await workshop.lines(name)).map(words);
  /** Lines of files with a byte order mark, too. */
  const linesOf = async (name: string) =>
    (await workshop.read(name))
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\n');
  const files = async (folder: string) => (await readdir(workshop.path(folder))).sort();

  const share = async (fraction: number) =>
    Math.round(((await workshop.build({ ...RECIPE, fewShot: [] })).files[0]?.bytes ?? 0) * fraction);

  for (const image of [{}, { format: 'webp', detail: 'low' }, { format: 'png', detail: 'high' }])
    it(`are built so that each vendor takes every file: ${JSON.stringify(image)}`, async () => {
      const largest = (await workshop.build({ ...RECIPE, image: { ...image, format: 'png' } })).files[0]?.bytes ?? 0;
      const smallest = (await workshop.build({ ...RECIPE, image: { ...image, format: 'jpeg' } })).files[0]?.bytes ?? 0;
      const maxBytes = Math.round((image.format === 'png' ? largest : smallest) * 0.6);
      const targets = PROVIDER_IDS.map((provider) => ({ provider, folder: provider, maxBytes }));
      const built = await workshop.build({ ...RECIPE, image, targets });
      const own = built.files.filter(({ provider }) => provider);
      assert.deepEqual(new Set(own.map(({ provider }) => provider)), new Set(PROVIDER_IDS));
      for (const { path, provider, examples, bytes } of own) {
        assert.ok(provider);
        const report = await lintFile(path, { provider });
        const errors = report.findings.filter(({ severity }) => severity === 'error');
        assert.deepEqual(errors, [], path);
        assert.deepEqual([report.examples, report.bytes], [examples, bytes]);
        assert.ok(bytes <= maxBytes);
      }
      const words = await texts('train.jsonl');
      for (const provider of PROVIDER_IDS.filter((id) => id !== 'azure')) {
        const shards = (await files(provider)).filter((name) => name.startsWith('train'));
        assert.deepEqual((await Promise.all(shards.map((name) => texts(`${provider}/${name}`)))).flat(), words);
      }
    });

  it('are divided where the vendor, or the recipe, sets a limit, and know their rows', async () => {
    const target = { provider: 'openai', folder: 'openai', maxBytes: await share(0.6) };
    await workshop.build({ ...RECIPE, fewShot: [], targets: [target] });
    const names = (await files('openai')).filter((name) => name.startsWith('train'));
    assert.deepEqual(names, ['train-00001-of-00002.jsonl', 'train-00002-of-00002.jsonl']);
    const manifest = await readManifest(workshop.path('a.build.json'));
    assert.ok(manifest);
    let row = 0;
    for (const name of names)
      for (let line = 0; line < (await linesOf(`openai/${name}`)).length; line++)
        assert.deepEqual(sourceRowOf(manifest, `openai/${name}`, line), {
          source: 'rows.csv',
          row: row++,
          exploded: 0,
        });
    assert.equal(row, 24);
  });

  it('leave no vendor with a last file that has too few examples', async () => {
    for (const fraction of [0.6, 0.66, 0.7, 0.78, 0.85, 0.9, 0.95, 0.99, 1]) {
      const limit = await share(fraction);
      await rm(workshop.path('openai'), { recursive: true, force: true });
      const target = { provider: 'openai', folder: 'openai', maxBytes: limit };
      const built = await workshop.build({ ...RECIPE, fewShot: [], targets: [target] });
      for (const { provider, split, examples, bytes } of built.files)
        if (provider && split === 'train') assert.ok(examples >= 10 && bytes <= limit, `${limit}: ${examples}`);
    }
  });

  it('have their images as files with addresses where the vendor takes those', async () => {
    const imageUrl = 'https://images.example.org/vqa/{hash}.{format}?v=1';
    const target = { provider: 'openai', folder: 'openai', imageUrl, images: '../pictures' };
    const { bytes } = await workshop
      .build({ ...RECIPE, targets: [target] })
      .then(({ files: [file] }) => file ?? { bytes: 0 });
    const names = await files('pictures');
    assert.equal(names.length, 6);
    for (const name of names) {
      const content = await workshop.bytes(`pictures/${name}`);
      assert.equal(name, `${sha256(content)}.jpeg`);
      assert.equal((await sharp(content).metadata()).format, 'jpeg');
    }
    const urls = (await workshop.lines('openai/train.jsonl')).flatMap(({ messages }) =>
      messages.flatMap(({ content }) => content.flatMap(({ image_url }) => (image_url ? [image_url.url] : []))),
    );
    assert.equal(urls.length, 24 * 3);
    assert.ok(urls.every((url) => names.some((name) => url === `https://images.example.org/vqa/${name}?v=1`)));
    assert.ok((await stat(workshop.path('openai/train.jsonl'))).size < bytes / 2);
    const report = await lintFile(workshop.path('openai/train.jsonl'), { provider: 'openai' });
    assert.equal(report.counts.error, 0);
  });

  it('are rebuilt alone when one of their files is missing', async () => {
    const targets = [
      { provider: 'openai', folder: 'openai', maxBytes: await share(0.6) },
      { provider: 'together', folder: 'together' },
    ];
    const recipe = { ...RECIPE, fewShot: [], targets };
    await workshop.build(recipe);
    const onlyChanged = { onlyChanged: true };
    const noted = await workshop.read('a.build.json');
    assert.deepEqual((await workshop.build(recipe, onlyChanged)).reasons, []);
    await rm(workshop.path('openai/train-00001-of-00002.jsonl'));
    const { reasons, files: all, unchanged } = await workshop.build(recipe, onlyChanged);
    assert.deepEqual(reasons, ['openai/train-00001-of-00002.jsonl is missing.']);
    assert.deepEqual(
      all.map(({ path }) => path).filter((path) => !unchanged.includes(path)),
      ['openai/train-00001-of-00002.jsonl', 'openai/train-00002-of-00002.jsonl'].map((name) => workshop.path(name)),
    );
    assert.equal(await workshop.read('a.build.json'), noted);
    assert.deepEqual(await overwritten(workshop.path('a.recipe.json')), []);
    await workshop.write('openai/train-00002-of-00002.jsonl', 'edited');
    assert.deepEqual(
      (await overwritten(workshop.path('a.recipe.json'))).map((path) => `${basename(dirname(path))}/${basename(path)}`),
      ['openai/train-00002-of-00002.jsonl'],
    );
  });

  const refused = async (change: object, message: RegExp) => {
    await assert.rejects(workshop.build({ ...RECIPE, ...change }), { name: 'BuildError', message });
  };

  it('are refused with a sentence where a vendor would not take them', async () => {
    const openai = { provider: 'openai', folder: 'openai' };
    const imageUrl = 'https://example.org/{hash}.{format}';
    await refused(
      { targets: [{ provider: 'together', folder: 'together', imageUrl }] },
      /^Together AI takes images only inside the file: take "imageUrl" out of "targets\.0"/,
    );
    await refused(
      { sample: { train: 9, test: 1 }, targets: [openai] },
      /^OpenAI trains on at least 10 examples but the training split has 9: raise "sample\.train"/,
    );
    await refused(
      { fewShot: Array.from({ length: 10 }, (_, row) => ({ row })), targets: [openai] },
      /^rows\.csv, row 1: its example has 11 images, .*; OpenAI takes at most 10/,
    );
    await refused({ targets: [{ ...openai, maxBytes: '2 kB' }] }, /^rows\.csv, row 1: its line alone is over the 2 kB/);
    await refused(
      { targets: [{ ...openai, folder: '.' }] },
      /^"targets\.0\.folder" is \., where train\.jsonl is taken/,
    );
    await refused(
      { targets: [{ ...openai, imageUrl: 'https://example.org/one.jpg' }] },
      /needs \{hash\} in its last part/,
    );
  });

  it('leave everything as it was when the build fails', async () => {
    const openai = { provider: 'openai', folder: 'openai', imageUrl: 'https://example.org/{hash}.{format}' };
    await refused({ sample: { train: 24, test: 13 }, targets: [openai] }, /asks for 37 rows but/);
    const controller = new AbortController();
    const onProgress = (fraction: number) => {
      if (fraction > 0.5) controller.abort();
    };
    const recipe = { ...RECIPE, targets: [openai] };
    await assert.rejects(workshop.build(recipe, { signal: controller.signal, onProgress }), { name: 'AbortError' });
    assert.deepEqual((await files('openai')).concat(await files('openai/images')), ['images']);
  });
});
