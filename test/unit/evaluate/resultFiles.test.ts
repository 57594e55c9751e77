import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isSimilarity, resultsBeside, similarityBeside } from '../../../src/evaluate/resultFiles.ts';
import { runCli } from '../../support/cliRun.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';
import { chatLine } from '../../support/lines.ts';

/** Lines as the cookbook's `json.dump` writes them, of its own examples. */
const FT = `{"example_id": 11, "predicted_answer": "DK Eyewitness Travel Guide: Peru", "actual_answer": "DK Eyewitness Travel Guide: Peru"}
{"example_id": 6, "predicted_answer": "A Wrinkle in Time", "actual_answer": "A Wrinkle in Time (Time Quintet)"}
{"example_id": 10, "predicted_answer": "DK Travel", "actual_answer": "DK Publishing"}
{"example_id": 14, "predicted_answer": "No", "actual_answer": "No"}
{"example_id": 437, "predicted_answer": "Cookshack, Inc.", "actual_answer": "Cookshack"}
`;
const BASE = `{"example_id": 14, "predicted_answer": "**Answer:**\\n\\nNo. \\n\\n**Reasoning:** The cover shows \\"Eyewitness Travel\\" and \\"Peru,\\" indicating it is a travel guide.", "actual_answer": "No"}
{"example_id": 6, "predicted_answer": "The book is called Zeitr\\u00e4tsel.", "actual_answer": "A Wrinkle in Time (Time Quintet)"}
`;
const SIMILARITY = `{"example_id": 6, "rating": "Mostly Similar", "type": "Open"}
{"example_id": 437, "rating": "Very Similar", "type": "Open"}
`;
const QUESTIONS = [
  [6, 'What is the title of this book?'],
  [10, 'Who wrote this book?'],
  [11, 'What is the title of this book?'],
  [14, 'Is this book related to Health, Fitness & Dieting?'],
  [437, 'Who wrote this book?'],
] as const;

describe("the cookbook's result files", () => {
  let folder: string;
  before(async () => {
    const picture = await pngUrl(8, 8);
    // its test file ends with the question: the answers are in a table that it does not keep
    const tests = QUESTIONS.map(([id, question]) => {
      const { messages } = JSON.parse(chatLine(`Question [${id}]: ${question}`, '', picture)) as {
        messages: unknown[];
      };
      return `${JSON.stringify({ messages: messages.slice(0, -1) })}\n`;
    });
    folder = await folderWith({
      'ocr-vqa-ft-results.jsonl': FT,
      'ocr-vqa-ft-similarity.jsonl': SIMILARITY,
      'ocr-vqa-4o-results.jsonl': BASE,
      'ocr-vqa-test.jsonl': tests.join(''),
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are reported with their ratings, and compared on the examples both answer', async () => {
    const runs = ['ocr-vqa-ft-results.jsonl', 'ocr-vqa-4o-results.jsonl'];
    const { status, printed, said } = await runCli(folder, ['report', ...runs]);
    assert.equal(status, 0, said);
    // 2 of 5 are equal, one more holds the reference
    assert.match(printed, /\n {2}ocr-vqa-ft +ocr-vqa-ft +5 +0 +40\.0 +[\d.]+ to [\d.]+ +60\.0/);
    assert.match(printed, /\n {2}ocr-vqa-4o +ocr-vqa-4o +2 +0 +0\.0 +[\d.]+ to [\d.]+ +50\.0/);
    assert.match(printed, /\n {2}ocr-vqa-ft +ocr-vqa-ft-similarity\.jsonl +1 +1 +0 +0/);
    assert.match(printed, /^ocr-vqa-ft and ocr-vqa-4o cannot be told apart by 2 questions/);
  });

  it('get their questions, pictures and types of the test file', async () => {
    const args = ['ocr-vqa-ft-results.jsonl', '--test', 'ocr-vqa-test.jsonl'];
    const { status, said } = await runCli(folder, ['report', ...args, '--format', 'json', '--out', 'report.json']);
    assert.equal(status, 0, said);
    const { examples } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      examples: { example_id: number; question: string; image?: string }[];
    };
    assert.deepEqual(
      examples.map(({ example_id, question }) => [example_id, question]),
      QUESTIONS,
    );
    assert.ok(examples.every(({ image }) => image?.length === 64));
    const page = await runCli(folder, ['report', ...args, '--format', 'html', '--images', '--out', 'report.html']);
    assert.equal(page.status, 0, page.said);
    assert.match(await readFile(join(folder, 'report.html'), 'utf8'), /data:image\/webp/);
  });

  it('of an example with another reference do not get its question', async () => {
    const other = FT.replace('"actual_answer": "No"', '"actual_answer": "Yes"');
    const own = await folderWith({ 'x-results.jsonl': other, 'test.jsonl': chatLine('Question [14]: Is it?', 'No') });
    const args = ['report', 'x-results.jsonl', '--test', 'test.jsonl', '--format', 'csv'];
    const { printed } = await runCli(own, args);
    assert.match(printed, /\r\n14,,Yes,/);
    await rm(own, { recursive: true });
  });

  it('are rated where they lie, beside them', async () => {
    const { status, said, printed } = await runCli(folder, ['judge', 'ocr-vqa-4o-results.jsonl']);
    assert.equal(status, 0, said);
    assert.match(printed, /2 of 2 rated by the offline judge/);
    const lines = (await readFile(join(folder, 'ocr-vqa-4o-similarity.jsonl'), 'utf8')).trim().split('\n');
    assert.deepEqual(JSON.parse(lines[0] ?? ''), { example_id: 14, rating: 'Incorrect', type: 'Closed' });
  });

  it('and their ratings are found by each other’s names', () => {
    assert.equal(similarityBeside('/a/x-results.jsonl'), join('/a', 'x-similarity.jsonl'));
    assert.equal(similarityBeside('/a/x.jsonl'), join('/a', 'x-similarity.jsonl'));
    assert.deepEqual(resultsBeside('/a/x-similarity.jsonl'), ['/a/x-results.jsonl', '/a/x.jsonl']);
    assert.deepEqual([isSimilarity('x-similarity.jsonl'), isSimilarity('x-results.jsonl')], [true, false]);
  });
});
