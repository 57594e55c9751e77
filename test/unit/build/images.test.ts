import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { bytesIn, sizeText } from '../../../src/build/recipe/byteSize.ts';
import { inspectImage } from '../../../src/images/inspect.ts';
import { Workshop, type BuiltLine } from './workshop.ts';

const NAMES = ['fox-noto', 'pizza-noto', 'rocket-noto', 'books-noto', 'koala-noto', 'house-noto'];
const RECIPE = { source: { path: 'rows.csv' }, sample: { train: 4, test: 2 }, prompt: {} };
const imageOf = (line: BuiltLine | undefined) => {
  const url = line?.messages.flatMap(({ content }) => content).find(({ image_url }) => image_url)?.image_url?.url ?? '';
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
};

describe('the images of a build', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const name of NAMES) await workshop.copy(`images/${name}.png`, `${name}.png`);
    const rows = NAMES.flatMap((name) => [`${name}.png,What?,${name}`, `${name}.png,Which?,${name}`]);
    await workshop.write('rows.csv', ['image,question,answer', ...rows].join('\n'));
    const photo = sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } })
      .withExif({ IFD3: { GPSLatitude: '48/1 8/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg();
    await workshop.write('photo.jpg', await photo.toBuffer());
    await workshop.write('photo.csv', 'image,question,answer\nphoto.jpg,What?,Teal\n');
  });
  after(() => workshop.close());

  for (const [bakeOrientation, shape] of [
    [undefined, [40, 20]],
    [true, [20, 40]],
  ] as const)
    it(`lose where they were taken; the pixels are ${bakeOrientation ? 'turned when asked' : 'as the file has them'}`, async () => {
      const before = inspectImage(await workshop.bytes('photo.jpg'));
      assert.ok(before.gps);
      assert.equal(before.orientation, 6);
      for (const format of ['jpeg', 'png', 'webp']) {
        const image = { format, ...(bakeOrientation && { bakeOrientation }) };
        await workshop.build({ source: { path: 'photo.csv' }, sample: { train: 1 }, prompt: {}, image });
        const made = inspectImage(imageOf((await workshop.lines('train.jsonl'))[0]));
        assert.deepEqual([made.width, made.height, made.gps, made.orientation], [...shape, false, undefined]);
      }
    });

  it('get the highest quality for which every file fits', async () => {
    const sizeAt = async (quality: number) => {
      await workshop.build({ ...RECIPE, image: { quality } });
      return (await stat(workshop.path('train.jsonl'))).size;
    };
    const limit = await sizeAt(60);
    assert.ok((await sizeAt(70)) > limit);
    const { quality = 0, files } = await workshop.build({ ...RECIPE, image: { fit: limit } });
    assert.ok(quality >= 60 && quality < 70, String(quality));
    assert.ok(files.every(({ bytes }) => bytes <= limit));
    assert.ok((await sizeAt(quality + 1)) > limit);
    const bounded = await workshop.build({ ...RECIPE, image: { fit: '1 GB', quality: 40 } });
    assert.equal(bounded.quality, 40);
    assert.equal(bounded.files[0]?.bytes, await sizeAt(40));
  });

  it('keep the quality that was found when one file is built anew', async () => {
    const recipe = { ...RECIPE, image: { fit: '30 kB' } };
    const first = await workshop.build(recipe);
    const test = await workshop.read('test.jsonl');
    await workshop.write('test.jsonl', 'edited');
    const { quality, unchanged } = await workshop.build(recipe, { onlyChanged: true });
    assert.equal(quality, first.quality);
    assert.equal(unchanged.length, 2);
    assert.equal(await workshop.read('test.jsonl'), test);
  });

  it('say so when they do not fit however they are encoded', async () => {
    await assert.rejects(workshop.build({ ...RECIPE, image: { fit: '1 kB' } }), {
      name: 'BuildError',
      message:
        'train.jsonl does not fit in 1 kB even at quality 10, the lowest that is tried: set a smaller "image.maxSide", lower the counts under "sample", or raise "image.fit".',
    });
    await assert.rejects(workshop.build({ ...RECIPE, image: { fit: '1 MB', format: 'png' } }), {
      message: 'a.recipe.json cannot be used: "image.fit" needs the format jpeg or webp: PNG has no quality.',
    });
    await assert.rejects(
      workshop.build({ ...RECIPE, image: { fit: 'small' } }),
      /"image\.fit".*is no size as "512 MB"/,
    );
  });

  it('count sizes as vendors count files', () => {
    assert.equal(bytesIn('512 MB'), 536_870_912);
    assert.equal(bytesIn('1.5gb'), 1_610_612_736);
    assert.deepEqual([536_870_912, 1_610_612_736, 2048, 12].map(sizeText), ['512 MB', '1.5 GB', '2 kB', '12 bytes']);
  });
});
