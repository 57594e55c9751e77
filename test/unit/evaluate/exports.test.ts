import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { exportEvaluation } from '../../../src/evaluate/export/exportEvaluation.ts';
import { Results } from '../../../src/evaluate/results.ts';
import { runCli } from '../../support/cliRun.ts';
import { documentedFile, HOSTILE, predictionLines } from '../../support/evaluationFiles.ts';
import { folderWith } from '../../support/fixtures.ts';

type Json = Record<string, unknown>;

interface Log {
  status: string;
  eval: Json;
  results: Json;
  samples: Json[];
  plan: Json;
  stats: Json;
}

const INFO = {
  ...{ version: 1, name: 'ft', model: 'ft:gpt-4o:books:1', provider: 'openai', arm: 'normal' },
  parameters: { temperature: 0, max_tokens: 16 },
  test: { path: '../../private/books-test.jsonl', sha256: 'a'.repeat(64), examples: 20 },
  baseURL: 'https://inside.example.org/v1',
  ...{ started: '2026-11-20T08:00:00.000Z', finished: '2026-11-20T08:05:00.000Z', toolVersion: '1.0.0' },
  prices: { input: 10, output: 100 },
};
const wrong = (id: number) => HOSTILE[id % HOSTILE.length] ?? '';

describe('exporting an evaluation', () => {
  let folder: string;
  before(async () => {
    folder = await folderWith({
      'ft/run.json': JSON.stringify(INFO),
      'ft/predictions.jsonl': predictionLines(20, { right: (id) => id % 5 > 0, wrong, failed: (id) => id === 10 }),
      'base-results.jsonl': predictionLines(20, { right: (id) => id % 2 === 0, wrong }),
      'base-similarity.jsonl': `${JSON.stringify({ example_id: 0, rating: 'Very Similar', type: 'Open' })}\n`,
      'a.recipe.json': JSON.stringify({ questionTypes: [{ name: 'Title', patterns: ['title'] }] }),
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const exported = async (format: string, file: string, ...args: string[]) => {
    const runs = ['ft', 'base-results.jsonl', '--recipe', 'a.recipe.json'];
    const { status, said } = await runCli(folder, ['report', ...runs, '--format', format, '--out', file, ...args]);
    assert.equal(status, 0, said);
    return readFile(join(folder, file), 'utf8').catch(() => '');
  };

  it('as CSV has a row an example that other programs read, and nothing a spreadsheet would run', async () => {
    const text = await exported('csv', 'report.csv');
    assert.ok(text.split('"').length % 2 === 1 && /\r\n$/.test(text));
    const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as unknown as Record<string, string>[];
    assert.equal(rows.length, 20);
    const [first, second, tenth] = [rows[0], rows[1], rows[10]];
    assert.deepEqual(
      ['example_id', 'question', 'reference', 'type', 'image', 'ft: strict', 'base: strict', 'base: rating'].map(
        (column) => first?.[column],
      ),
      ['0', 'What is the title?', 'Title 0', 'Title', 'image-0', '0', '1', 'Very Similar'],
    );
    // 50 tokens at 10 USD and 4 at 100 USD a million
    assert.deepEqual(
      ['ft: latency_ms', 'ft: prompt_tokens', 'ft: completion_tokens', 'ft: usd', 'base: usd'].map(
        (column) => second?.[column],
      ),
      ['101', '50', '4', '0.0009', ''],
    );
    assert.deepEqual([tenth?.['ft: prediction'], tenth?.['ft: error']], ['', '429 too many requests']);
    const predictions = rows.map((row) => row['base: prediction'] ?? '');
    assert.ok(predictions.includes(`'${HOSTILE[2] ?? ''}`), 'a formula is made text');
    assert.ok(predictions.includes(HOSTILE[3] ?? ''), 'quotes, commas and line ends are kept');
    assert.ok(predictions.includes(HOSTILE[4] ?? ''), 'so are letters of every script');
    for (const cell of rows.flatMap((row) => Object.values(row))) assert.ok(!/^[=+\-@\t\r]/.test(cell), cell);
  });

  it('as JSON has every measure with its definition, and every example; no path or address leaves', async () => {
    const text = await exported('json', 'report.json');
    const { runs, pairs, definitions, verdict, examples, tool } = JSON.parse(text) as {
      runs: Json[];
      pairs: Json[];
      definitions: Json;
      verdict: { sentence: string };
      examples: { answers: Json[] }[];
      tool: Json;
    };
    assert.deepEqual([runs[0]?.['role'], runs[1]?.['role']], ['tuned', 'run']);
    assert.deepEqual(runs[0]?.['test'], { name: 'books-test.jsonl', sha256: 'a'.repeat(64), examples: 20 });
    assert.equal(pairs.length, 3);
    for (const rule of ['strict', 'lenient', 'word', 'anls', 'f1', 'mcnemar']) assert.ok(rule in definitions, rule);
    assert.match(verdict.sentence, /^ft /);
    assert.equal(tool['name'], 'vision-fine-tuning');
    assert.equal(examples.length, 20);
    const [answer] = examples[2]?.answers ?? [];
    assert.equal(answer?.['predicted_answer'], 'Title 2');
    assert.ok(Math.abs(Number(answer['usd']) - 0.0009) < 1e-12);
    assert.ok(!/private|inside\.example/.test(text));
  });

  it('is printed whole where no file is named', async () => {
    const { printed } = await runCli(folder, ['report', 'ft', 'base-results.jsonl', '--format', 'csv']);
    assert.equal(parse(`${printed}\r\n`, { columns: true, record_delimiter: '\r\n' }).length, 20);
    const both = await runCli(folder, ['report', 'ft', 'base-results.jsonl', '--format', 'inspect']);
    assert.deepEqual([both.status, /a file for each run/.test(both.said)], [2, true]);
  });

  it('for Inspect is a log of each run as Inspect documents it', async () => {
    await exported('inspect', 'logs.json');
    const schema = documentedFile('inspect');
    const logs: Log[] = [];
    for (const name of ['ft', 'base']) {
      const log = JSON.parse(await readFile(join(folder, `logs-${name}.json`), 'utf8')) as Log;
      const read = schema.safeParse(log);
      assert.ok(read.success, read.error && z.prettifyError(read.error));
      logs.push(log);
    }
    const [ft, base] = logs;
    assert.ok(ft && base);
    assert.deepEqual(Object.keys(ft), ['version', 'status', 'eval', 'plan', 'results', 'stats', 'samples']);
    assert.deepEqual(
      [ft.status, ft.eval['model'], ft.eval['task']],
      ['success', 'openai/ft:gpt-4o:books:1', 'books-test'],
    );
    assert.deepEqual(ft.plan['config'], { temperature: 0, max_tokens: 16 });
    const scores = ft.results['scores'] as { name: string; metrics: Record<string, { value: number }> }[];
    // 4 of 20 are wrong
    assert.deepEqual([scores[0]?.name, scores[0]?.metrics['accuracy']?.value], ['strict', 0.8]);
    assert.deepEqual([ft.results['total_samples'], ft.results['completed_samples']], [20, 19]);
    const usage = { input_tokens: 1000, output_tokens: 80, total_tokens: 1080 };
    assert.deepEqual(ft.stats['model_usage'], { 'openai/ft:gpt-4o:books:1': usage });
    const [, right] = ft.samples;
    const rules = right?.['scores'] as Record<string, Json>;
    assert.deepEqual([right?.['id'], right?.['target'], rules['strict']?.['value']], [1, 'Yes', 'C']);
    assert.equal((ft.samples[0]?.['scores'] as Record<string, Json>)['strict']?.['value'], 'I');
    assert.match(JSON.stringify(ft.samples[10]?.['error']), /429/);
    assert.equal((base.samples[0]?.['scores'] as Record<string, Json>)['rating']?.['value'], 'Very Similar');
    assert.deepEqual(
      base.samples.slice(1, 8).map((sample) => ((sample['messages'] as Json[])[1] ?? {})['content']),
      Array.from({ length: 7 }, (_, at) => ((at + 1) % 2 ? wrong(at + 1) : `Title ${at + 1}`)),
    );
  });

  it('for promptfoo is a results file as promptfoo documents it', async () => {
    const file: unknown = JSON.parse(await exported('promptfoo', 'promptfoo.json'));
    const read = documentedFile('promptfoo').safeParse(file);
    assert.ok(read.success, read.error && z.prettifyError(read.error));
    const { evalId, results } = file as {
      evalId: string;
      results: { results: Json[]; prompts: { provider: string; metrics: Json }[]; stats: Json };
    };
    assert.match(evalId, /^eval-[\da-f]{6}-2026-11-20T08:00:00$/);
    assert.equal(results.results.length, 40);
    const { stats } = results;
    // ft: 16 right, 1 without an answer; base: 10 right
    assert.deepEqual([stats['successes'], stats['failures'], stats['errors']], [26, 13, 1]);
    assert.deepEqual(
      results.prompts.map(({ provider, metrics }) => [provider, metrics['testPassCount'], metrics['testErrorCount']]),
      [
        ['ft', 16, 1],
        ['base', 10, 0],
      ],
    );
    const reasons = Map.groupBy(results.results, (result) => result['failureReason']);
    assert.deepEqual(
      [0, 1, 2].map((reason) => reasons.get(reason)?.length),
      [26, 13, 1],
    );
    assert.deepEqual((results.results[2] as { vars: Json }).vars, {
      ...{ question: 'Is it a book?', reference: 'Yes', example_id: 1 },
    });
  });

  it('as HTML has nothing of the data in its markup, and allows its own script alone', async () => {
    const page = await exported('html', 'report.html');
    assert.equal(page.match(/<script/g)?.length, 3, 'two blocks of data and the script');
    assert.equal(page.match(/<\/script>/g)?.length, 3);
    assert.ok(!/<img|<svg onload|<b>bold/.test(page));
    assert.match(page, /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data:/);
    assert.ok(!/https?:\/\/(?!example\.org)/.test(page), 'no address but those of the data');
  });

  it('leaves the file that was there as it was when it is cancelled', async () => {
    const path = join(folder, 'kept.json');
    await writeFile(path, 'kept');
    const results = await Results.read([join(folder, 'ft')], []);
    const stop = new AbortController();
    const pictures = async function* () {
      stop.abort();
      yield { image: 'image-1', webp: new Uint8Array(8) };
    };
    const options = { signal: stop.signal, thumbnails: pictures() };
    await assert.rejects(exportEvaluation(results.evaluation(0, 0), 'html', path, options), { name: 'AbortError' });
    assert.equal(await readFile(path, 'utf8'), 'kept');
    assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
  });

  it('gives each run of the same name a file of its own', async () => {
    const { status } = await runCli(folder, ['report', 'ft', 'ft', '--format', 'inspect', '--out', 'twice.json']);
    assert.equal(status, 0);
    const names = (await readdir(folder)).filter((name) => name.startsWith('twice'));
    assert.deepEqual(names.sort(), ['twice-ft-2.json', 'twice-ft.json']);
  });

  it('writes nothing where it cannot, and says what is wrong with the options', async () => {
    const none = await runCli(folder, ['report', 'ft', '--format', 'csv', '--out', 'no/such/folder.csv']);
    assert.deepEqual([none.status, /there is no such file/.test(none.said)], [2, true]);
    const text = await runCli(folder, ['report', 'ft', '--out', 'report.txt']);
    assert.deepEqual([text.status, /--out needs --format/.test(text.said)], [2, true]);
    const images = await runCli(folder, ['report', 'base-results.jsonl', '--format', 'html', '--images']);
    assert.deepEqual([images.status, /name no test file: give it with --test/.test(images.said)], [2, true]);
    assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
  });
});
