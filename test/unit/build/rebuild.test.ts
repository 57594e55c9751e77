import assert from 'node:assert/strict';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { manifestPathOf, readManifest, sourceRowOf } from '../../../src/build/record/manifest.ts';
import { sha256 } from '../../../src/images/hash.ts';
import { Workshop, words } from './workshop.ts';

const RECIPE = {
  source: { path: 'rows.csv', explode: true, group: 'image' },
  sample: { train: 2, test: 1, shuffle: 'huggingface' },
  prompt: { system: 'system.md' },
};
const TABLE = `image,question,answer
red.png,"[""What?"",""Which?""]","[""Red"",""The red""]"
blue.png,What?,Blue
green.png,What?,Green
`;
const OUTPUTS = ['train.jsonl', 'test.jsonl', 'test.answers.jsonl'];

describe('what a build notes beside its files', () => {
  let workshop: Workshop;
  const manifest = async (path = 'a.build.json') => {
    const read = await readManifest(workshop.path(path));
    assert.ok(read);
    return read;
  };
  const again = (recipe: object = RECIPE) => workshop.build(recipe, { onlyChanged: true });
  /** Files whose time of writing is not the one set by `age`. */
  const rewritten = async () => {
    const names = [...OUTPUTS, 'a.build.json'];
    const stats = await Promise.all(names.map((name) => stat(workshop.path(name))));
    return names.filter((_, at) => stats[at]?.mtimeMs !== 1e12);
  };
  const age = async () => {
    for (const name of [...OUTPUTS, 'a.build.json']) await utimes(workshop.path(name), 1e9, 1e9);
  };

  beforeEach(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'blue', 'green']) await workshop.image(`${color}.png`, color);
    await workshop.write('rows.csv', TABLE);
    await workshop.write('system.md', 'Look.');
    const { manifest: path } = await workshop.build(RECIPE);
    assert.equal(path, workshop.path('a.build.json'));
    await age();
  });
  afterEach(() => workshop.close());

  it('names what was read and what was written with sizes and hashes', async () => {
    const { recipe, inputs, images, outputs, versions } = await manifest();
    const hash = async (name: string) => sha256(Buffer.from(await workshop.read(name)));
    assert.deepEqual(recipe, { path: 'a.recipe.json', sha256: await hash('a.recipe.json') });
    assert.deepEqual(inputs, [
      { path: 'rows.csv', bytes: TABLE.length, sha256: await hash('rows.csv') },
      { path: 'system.md', bytes: 5, sha256: await hash('system.md') },
    ]);
    assert.deepEqual(
      images.map(([path]) => path),
      ['blue.png', 'green.png', 'red.png'],
    );
    assert.equal(images[0]?.[1], (await stat(workshop.path('blue.png'))).size);
    for (const { path, bytes, sha256: written } of outputs) {
      assert.equal(written, await hash(path));
      assert.equal(bytes, (await workshop.read(path)).length);
    }
    assert.deepEqual(
      outputs.map(({ path, examples }) => [path, examples]),
      [
        ['train.jsonl', 2],
        ['test.jsonl', 2],
        ['test.answers.jsonl', 2],
      ],
    );
    assert.equal(versions.node, process.versions.node);
  });

  it('says of which row each line is made', async () => {
    const made = await manifest();
    const rows = ['red', 'blue', 'green'];
    for (const file of ['train.jsonl', 'test.jsonl'])
      for (const [at, line] of (await workshop.lines(file)).entries()) {
        const place = sourceRowOf(made, file, at);
        assert.equal(place?.source, 'rows.csv');
        const question = place.row === 0 ? (['What?', 'Which?'][place.exploded] ?? '') : 'What?';
        assert.ok(words(line).includes(`user: ${question} + image`), JSON.stringify(place));
        if (file !== 'train.jsonl') continue;
        assert.match(words(line).at(-1) ?? '', new RegExp(rows[place.row] ?? '-', 'i'));
      }
    assert.equal(sourceRowOf(made, 'train.jsonl', 2), undefined);
    assert.equal(sourceRowOf(made, 'none.jsonl', 0), undefined);
  });

  it('is the same twice, whatever the folder and the time', async () => {
    const first = await workshop.read('a.build.json');
    await workshop.build(RECIPE, { outDir: workshop.path('other/folder') });
    assert.equal(await workshop.read('other/folder/a.build.json'), first);
  });

  it('does nothing when nothing changed, and says so', async () => {
    const { files, unchanged, reasons } = await again();
    assert.deepEqual(reasons, []);
    assert.deepEqual(
      unchanged,
      OUTPUTS.map((name) => workshop.path(name)),
    );
    assert.deepEqual(
      files.map(({ examples }) => examples),
      [2, 2, 2],
    );
    assert.deepEqual(await rewritten(), []);
  });

  it('writes only the file that is missing or was changed by hand', async () => {
    const before = await Promise.all(OUTPUTS.map((name) => workshop.read(name)));
    const noted = await workshop.read('a.build.json');
    await rm(workshop.path('test.jsonl'));
    assert.deepEqual((await again()).reasons, ['test.jsonl is missing.']);
    assert.deepEqual(await rewritten(), ['test.jsonl', 'a.build.json']);
    await age();
    await workshop.write('train.jsonl', 'edited');
    assert.deepEqual((await again()).reasons, ['train.jsonl changed since the last build.']);
    assert.deepEqual(await rewritten(), ['train.jsonl', 'a.build.json']);
    assert.deepEqual(await Promise.all(OUTPUTS.map((name) => workshop.read(name))), before);
    assert.equal(await workshop.read('a.build.json'), noted);
  });

  for (const [what, change, reason] of [
    [
      'table',
      () => workshop.write('rows.csv', TABLE.replace('Blue', 'Azure')),
      'rows.csv changed since the last build.',
    ],
    ['system prompt', () => workshop.write('system.md', 'Look!'), 'system.md changed since the last build.'],
    ['image', () => workshop.image('blue.png', 'navy'), 'blue.png changed since the last build.'],
  ] as const)
    it(`names the ${what} that changed and builds all anew`, async () => {
      await change();
      assert.deepEqual((await again()).reasons, [reason]);
      assert.deepEqual(await rewritten(), [...OUTPUTS, 'a.build.json']);
      assert.deepEqual((await again()).reasons, []);
    });

  it('builds all anew when the recipe changed or there is no earlier build', async () => {
    const { reasons } = await again({ ...RECIPE, image: { quality: 30 } });
    assert.deepEqual(reasons, ['a.recipe.json changed since the last build.']);
    await workshop.write('a.build.json', '{}');
    assert.deepEqual((await again()).reasons, ['There is no earlier build to compare with.']);
  });

  it('sees a file that was put into a folder of images', async () => {
    await workshop.copy('images/fox-noto.png', 'animals/fox/1.png');
    const recipe = { source: { path: 'animals' }, sample: { train: 1 }, prompt: { user: 'What?' } };
    await workshop.build(recipe);
    assert.deepEqual((await again(recipe)).reasons, []);
    await workshop.copy('images/fox-noto.png', 'animals/fox/2.png');
    assert.deepEqual((await again(recipe)).reasons, ['animals changed since the last build.']);
  });

  it('is not written by a dry run', async () => {
    await rm(workshop.path('a.build.json'));
    await workshop.build(RECIPE, { dryRun: true });
    assert.ok(!(await readdir(workshop.folder)).includes('a.build.json'));
  });

  it('cannot take the place of a built file', async () => {
    await assert.rejects(workshop.build({ ...RECIPE, output: { train: 'a.build.json' } }), {
      message: '"output.train" is a.build.json, which is the name of what the build notes: choose another name.',
    });
    assert.equal(manifestPathOf('/data/emoji.recipe.json', '/out'), '/out/emoji.build.json');
  });
});
