import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { openRowSource, type SourceRow, type Want } from '../../../src/build/sources/rowSource.ts';
import { parquet, type ParquetColumn } from '../../support/parquetTables.ts';
import { Workshop, words } from './workshop.ts';

const QUESTIONS = [['What?', 'Who?'], ['Which?'], ['Why?', 'When?', 'How?']];
const ANSWERS = [['red', 'me'], ['green'], ['because', 'now', 'so']];
const RECIPE = {
  source: { path: 'books.parquet', question: 'questions', answer: 'answers', explode: true },
  sample: { train: 3, shuffle: 'none' },
  prompt: { user: 'Question [{id}] on {title}: {question}', assistant: '{answer}' },
};

describe('a Parquet table as a source', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'green', 'blue']) await workshop.image(`${color}.png`, color);
  });
  afterEach(() => workshop.close());

  const bytesOf = (name: string) => readFile(workshop.path(name));
  const books = async (image: Partial<ParquetColumn> = {}): Promise<ParquetColumn[]> => {
    const bytes = await Promise.all(['red.png', 'green.png', 'blue.png'].map(bytesOf));
    return [
      { kind: 'image', name: 'image', values: bytes.map((each, at) => ({ bytes: each, path: `${at}.png` })), ...image },
      { kind: 'text', name: 'title', values: ['A', 'B', 'C'] },
      { kind: 'texts', name: 'questions', values: QUESTIONS },
      { kind: 'texts', name: 'answers', values: ANSWERS },
      { kind: 'integer', name: 'image_id', values: [1n, 2n, 9007199254740993n] },
    ] as ParquetColumn[];
  };
  const rowsOf = async (path: string | string[], want?: Want) => {
    const rows: SourceRow[] = [];
    const source = await openRowSource(workshop.folder, path);
    await source.scan((row) => void rows.push(row), undefined, want);
    return rows;
  };

  it("builds from Hugging Face's columns: images as bytes, lists of questions and answers", async () => {
    await workshop.write('books.parquet', parquet(await books()));
    await workshop.build(RECIPE);
    const lines = await workshop.lines('train.jsonl');
    assert.deepEqual(lines.map(words), [
      ['user: Question [0] on A: What? + image', 'assistant: red'],
      ['user: Question [1] on A: Who? + image', 'assistant: me'],
      ['user: Question [2] on B: Which? + image', 'assistant: green'],
      ['user: Question [3] on C: Why? + image', 'assistant: because'],
      ['user: Question [4] on C: When? + image', 'assistant: now'],
      ['user: Question [5] on C: How? + image', 'assistant: so'],
    ]);
    const urls = lines.map((line) => line.messages[0]?.content[1]?.image_url?.url);
    assert.equal(new Set(urls).size, 3);
    assert.equal(urls[3], urls[5]);
  });

  it('takes an image from its path where there are no bytes, and from a column of plain bytes', async () => {
    await workshop.write('books.parquet', parquet(await books()));
    await workshop.build(RECIPE);
    const expected = await workshop.read('train.jsonl');
    const paths = ['red.png', 'green.png', 'blue.png'];
    const bytes = await Promise.all(paths.map(bytesOf));
    const columns: Partial<ParquetColumn>[] = [
      { kind: 'image', values: paths.map((path) => ({ bytes: null, path })) },
      { kind: 'bytes', values: bytes },
      { kind: 'text', values: paths },
    ];
    for (const column of columns) {
      await workshop.write('books.parquet', parquet(await books(column)));
      await workshop.build(RECIPE);
      assert.equal(await workshop.read('train.jsonl'), expected, column.kind);
    }
  });

  it('gives whole numbers as they are, those too large for a number as text', async () => {
    await workshop.write('books.parquet', parquet(await books()));
    assert.deepEqual(
      (await rowsOf('books.parquet', { columns: ['image_id'] })).map(({ values }) => values),
      [{ image_id: 1 }, { image_id: 2 }, { image_id: '9007199254740993' }],
    );
  });

  it('reads only the rows and columns asked for, from row groups of any size', async () => {
    const count = 25;
    const titles = Array.from({ length: count }, (_, at) => `title ${at}`);
    for (const rowGroupSize of [1, 4, 100]) {
      const file = parquet([{ kind: 'text', name: 'title', values: titles }, ...(await wide(count))], { rowGroupSize });
      await workshop.write('books.parquet', file);
      const rows = await rowsOf('books.parquet', { columns: ['title'], rows: [3, 4, 17, 24] });
      assert.deepEqual(
        rows.map(({ index, values }) => [index, values]),
        [3, 4, 17, 24].map((row) => [row, { title: titles[row] }]),
      );
    }
  });

  for (const offsetIndex of [true, false])
    it(`reads large images a few rows at a time, with${offsetIndex ? '' : 'out'} an index of pages`, async () => {
      const count = 40;
      const columns = await wide(count, 1_000_000);
      await workshop.write(
        'books.parquet',
        parquet(columns, { rowGroupSize: count, offsetIndex, pageSize: 3_000_000 }),
      );
      const rows = await rowsOf('books.parquet');
      assert.deepEqual(
        rows.map(({ values }) => [values['number'], firstBytes(values['image'])]),
        Array.from({ length: count }, (_, at) => [at, [at, 1_000_000]]),
      );
    });

  it('takes shards for one table: a * in the name, or a list', async () => {
    const shard = (from: number, to: number) =>
      parquet([
        { kind: 'text', name: 'image', values: Array.from({ length: to - from }, () => 'red.png') },
        { kind: 'text', name: 'question', values: Array.from({ length: to - from }, (_, at) => `${from + at}?`) },
        { kind: 'text', name: 'answer', values: Array.from({ length: to - from }, (_, at) => `${from + at}`) },
      ]);
    await workshop.write('data/train-00001-of-00002.parquet', shard(4, 7));
    await workshop.write('data/train-00000-of-00002.parquet', shard(0, 4));
    await workshop.write('data/red.png', await bytesOf('red.png'));
    const recipe = { sample: { train: 7, shuffle: 'none' }, prompt: {} };
    await workshop.build({ ...recipe, source: { path: 'data/train-*.parquet' } });
    const expected = Array.from({ length: 7 }, (_, at) => [`user: ${at}? + image`, `assistant: ${at}`]);
    assert.deepEqual((await workshop.lines('train.jsonl')).map(words), expected);
    const list = ['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet'];
    await workshop.build({ ...recipe, source: { path: list } });
    assert.deepEqual((await workshop.lines('train.jsonl')).map(words), expected);
    assert.deepEqual(
      (await rowsOf(list, { rows: [1, 5] })).map(({ index, rowInFile, file }) => [index, rowInFile, file.path]),
      [
        [1, 1, list[0]],
        [5, 1, list[1]],
      ],
    );
    await workshop.write('data/train-2.parquet', parquet([{ kind: 'text', name: 'image', values: ['red.png'] }]));
    await assert.rejects(workshop.build({ ...recipe, source: { path: 'data/train-*.parquet' } }), {
      message: /^train-\*\.parquet has no column "question": name one of "image" as "source\.question"\.$/,
    });
    await assert.rejects(workshop.build({ ...recipe, source: { path: 'data/test-*.parquet' } }), {
      name: 'BuildError',
      message: /^No file is called as "data\/test-\*\.parquet" says: correct "source\.path"/,
    });
  });

  it('names the columns of the table when one is missing', async () => {
    await workshop.write('books.parquet', parquet(await books()));
    await assert.rejects(workshop.build({ ...RECIPE, source: { ...RECIPE.source, image: 'cover' } }), {
      name: 'BuildError',
      message:
        'books.parquet has no column "cover": name one of "image", "title", "questions", "answers", "image_id" as "source.image".',
    });
  });

  it('says in one sentence that a file is cut off, damaged or something else', async () => {
    const whole = Buffer.from(parquet(await books()));
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 4, 400);
    const wrong = {
      'cut off': whole.subarray(0, -200),
      damaged,
      empty: Buffer.alloc(0),
      text: Buffer.from('a,b\n1,2\n'),
    };
    for (const [how, bytes] of Object.entries(wrong)) {
      await writeFile(workshop.path('books.parquet'), bytes);
      await assert.rejects(
        workshop.build(RECIPE),
        {
          name: 'BuildError',
          message:
            /^books\.parquet cannot be read as Parquet \(.*\): it may be damaged or cut off; fetch or write it again\.$/s,
        },
        how,
      );
    }
  });

  /** Rows of a number and of bytes that tell which row they are of. */
  function wide(count: number, bytes = 10): Promise<ParquetColumn[]> {
    const image = (at: number) => Buffer.alloc(bytes, at);
    return Promise.resolve([
      { kind: 'integer', name: 'number', values: Array.from({ length: count }, (_, at) => BigInt(at)) },
      {
        kind: 'image',
        name: 'image',
        values: Array.from({ length: count }, (_, at) => ({ bytes: image(at), path: null })),
      },
    ]);
  }
});

function firstBytes(image: unknown): [number | undefined, number] {
  const { bytes } = image as { bytes: Uint8Array };
  return [bytes[0], bytes.length];
}
