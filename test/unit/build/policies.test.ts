import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { skipBecause } from '../../support/skip.ts';
import { Workshop, words } from './workshop.ts';

const TABLE = 'no,image,question,answer\n1,red.png,What?,Red\n2,blue.png,Which?,Blue\n3,green.png,Who?,Green\n';
const RECIPE = { sample: { train: 3, shuffle: 'none' }, prompt: { user: '[{id}] {question}' } };
const ALL = [
  ['user: [0] What? + image', 'assistant: Red'],
  ['user: [1] Which? + image', 'assistant: Blue'],
  ['user: [2] Who? + image', 'assistant: Green'],
];

describe('what a recipe says about rows that are not as they should be', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'blue', 'green']) await workshop.image(`${color}.png`, color);
    await workshop.write('rows.csv', TABLE);
  });
  afterEach(() => workshop.close());

  const built = async (source: object, more: object = {}) => {
    const { skipped } = await workshop.build({ ...RECIPE, source: { path: 'rows.csv', ...source }, ...more });
    return { skipped, lines: await workshop.lines('train.jsonl') };
  };
  const breakBlue = async () => {
    await workshop.write('blue.png', 'no image');
  };

  it('leaves out a row whose image cannot be read, numbers the others, and says so', async () => {
    await breakBlue();
    const { skipped, lines } = await built({ onBadImage: 'skip' });
    assert.deepEqual(lines.map(words), [ALL[0], ['user: [1] Who? + image', 'assistant: Green']]);
    assert.equal(skipped.count, 1);
    assert.match(
      skipped.rows[0]?.why ?? '',
      /^rows\.csv, row 2: the image blue\.png cannot be decoded \(.*\); replace/,
    );
  });

  it('leaves out a row whose image is cut off half way', async () => {
    const png = await workshop.bytes('blue.png');
    await workshop.write('blue.png', png.subarray(0, png.length - 30));
    const { skipped } = await built({ onBadImage: 'skip' });
    assert.deepEqual(
      skipped.rows.map(({ where }) => where),
      ['rows.csv, row 2'],
    );
  });

  it('puts a grey image in place of one that cannot be read, once for all that show it', async () => {
    await breakBlue();
    const { skipped, lines } = await built({ onBadImage: 'placeholder' }, { fewShot: [{ row: 1 }] });
    assert.deepEqual(
      lines.map(words).map((texts) => texts.slice(2)),
      ALL,
    );
    const urls = lines.map((line) => line.messages[2]?.content[1]?.image_url?.url ?? '');
    assert.equal(new Set(urls).size, 3);
    assert.equal(lines[0]?.messages[0]?.content[1]?.image_url?.url, urls[1]);
    assert.equal(skipped.count, 1);
    assert.match(skipped.rows[0]?.why ?? '', /row 2: the image blue\.png .* A placeholder stands in its place\.$/);
  });

  it('leaves out a question without an answer, and the row when it was its only one', async () => {
    const rows = [
      { image: 'red.png', question: ['What?', 'Where?', 'Why?'], answer: ['Red', '', 'So'] },
      { image: 'blue.png', question: ['Which?'], answer: [null] },
      { image: 'green.png', question: ['Who?'], answer: ['Green'] },
    ];
    await workshop.write('rows.json', JSON.stringify(rows));
    const source = { path: 'rows.json', explode: true };
    await assert.rejects(built(source), { message: /^rows\.json, row 1: "answer" is empty/ });
    const { skipped, lines } = await built({ ...source, onEmptyAnswer: 'skip' });
    assert.deepEqual(lines.map(words), [
      ALL[0],
      ['user: [1] Why? + image', 'assistant: So'],
      ['user: [2] Who? + image', 'assistant: Green'],
    ]);
    assert.deepEqual(skipped, {
      count: 2,
      rows: [
        { where: 'rows.json, row 1', why: '"answer" is empty' },
        { where: 'rows.json, row 2', why: '"answer" is empty' },
      ],
    });
  });

  it('stops at an id that stands there twice, naming both rows', async () => {
    assert.deepEqual((await built({ id: 'no' })).lines.map(words), ALL);
    await workshop.write('rows.csv', TABLE.replace('3,green', '1,green'));
    await assert.rejects(built({ id: 'no' }), {
      name: 'BuildError',
      message:
        'rows.csv, row 3: its "no" is that of row 1; give every row its own, or take "source.id" out of the recipe.',
    });
    await assert.rejects(built({ id: 'key' }), { message: /^rows\.csv, row 1 has no column "key"/ });
  });
});

describe('images that need the leave of the user', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    await mkdir(workshop.path('project'));
    for (const color of ['red', 'blue', 'green']) await workshop.image(`project/${color}.png`, color);
    await workshop.image('secret.png', 'black');
  });
  afterEach(() => workshop.close());

  const build = async (table: string, options: Parameters<Workshop['build']>[1] = {}) => {
    await writeFile(workshop.path('project/rows.csv'), table);
    return workshop.build({ ...RECIPE, source: { path: 'rows.csv' } }, options, 'project/a.recipe.json');
  };

  it("are those outside the recipe's folder, behind a link too", async function () {
    await symlink(workshop.path('secret.png'), workshop.path('project/link.png')).catch(() =>
      skipBecause(this, 'symbolic links cannot be made here'),
    );
    for (const path of ['../secret.png', workshop.path('secret.png'), 'link.png', '../not there.png']) {
      await assert.rejects(build(TABLE.replace('blue.png', path)), {
        name: 'BuildError',
        message:
          /^rows\.csv shows 1 image outside the recipe's folder, .*(?:secret|not there)\.png \(let the build read them with --allow-outside, or copy them there\)\.$/,
      });
    }
    for (const allowOutside of [true, [workshop.folder]]) {
      await build(TABLE.replace('blue.png', 'link.png'), { allowOutside });
      assert.deepEqual((await workshop.lines('project/train.jsonl')).map(words), ALL);
    }
    await assert.rejects(build(TABLE.replace('blue.png', '../secret.png'), { allowOutside: [workshop.path('other')] }));
  });

  it('are those of the web: all hosts are named before any is asked, each image is fetched once', async () => {
    const asked: string[] = [];
    const picture = await workshop.bytes('secret.png');
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/gone.png') response.writeHead(404).end();
      else response.end(picture);
    });
    const host = await listening(server);
    try {
      const table = TABLE.replace('red.png', `http://${host}/a.png`).replace('blue.png', `http://${host}/a.png`);
      await assert.rejects(build(table), {
        message: `rows.csv shows 2 images of the web, on ${host} (let the build fetch them with --allow-web, or save them beside the table).`,
        hosts: { [host]: 2 },
      });
      await assert.rejects(build(table, { allowWeb: ['example.org'] }), { hosts: { [host]: 2 } });
      await assert.rejects(build(table, { allowWeb: true }), {
        message:
          /^rows\.csv, row [12]: the image .*a\.png was not fetched, .* is of this machine or its network; correct/,
      });
      assert.deepEqual(asked, []);
      await build(table, { allowWeb: [host] });
      assert.deepEqual((await workshop.lines('project/train.jsonl')).map(words), ALL);
      assert.deepEqual(asked, ['/a.png']);
      await assert.rejects(build(table.replace('green.png', `http://${host}/gone.png`), { allowWeb: [host] }), {
        message: /^rows\.csv, row 3: the image .*gone\.png was not fetched, the server answered 404; correct/,
      });
    } finally {
      server.close();
    }
  });
});

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
