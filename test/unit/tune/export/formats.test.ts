import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDataUrl, parseDataUrl } from '../../../../src/dataset/dataUrl.ts';
import { lintFile } from '../../../../src/lint/runner.ts';
import type { ExportReport } from '../../../../src/tune/export/exportTraining.ts';
import { TRAINER_IDS, type TrainerId } from '../../../../src/tune/export/trainer.ts';
import { documented, schemaOf } from '../../../support/documented.ts';
import { ExportWorkshop, goodExamples, type Line } from './exportWorkshop.ts';

const bytesOf = (url: string) => {
  const data = parseDataUrl(url);
  assert.ok(data, url.slice(0, 40));
  return decodeDataUrl(data);
};

const partsOf = ({ messages }: Line) =>
  messages.flatMap(({ content }) => (Array.isArray(content) ? (content as Record<string, unknown>[]) : []));

describe('exported data', () => {
  let workshop: ExportWorkshop;
  let images: string[][];
  const reports = new Map<TrainerId, ExportReport>();
  before(async () => {
    const good = await goodExamples();
    images = good.images;
    workshop = await ExportWorkshop.open({ 'train.jsonl': good.lines, 'validation.jsonl': good.lines.slice(0, 1) });
    for (const trainer of TRAINER_IDS)
      reports.set(
        trainer,
        await workshop.export(trainer, 'train.jsonl', { validation: workshop.path('validation.jsonl') }),
      );
  });
  after(() => workshop.close());
  const reportOf = (trainer: TrainerId) => {
    const report = reports.get(trainer);
    assert.ok(report);
    return report;
  };
  const linesOf = (trainer: TrainerId, file?: string) => workshop.lines(reportOf(trainer), file);

  for (const trainer of TRAINER_IDS)
    it(`for ${trainer} has the keys and types that it documents, in both files`, async () => {
      const schema = schemaOf(documented(trainer, 'example.json') as unknown[]);
      const lines = [...(await linesOf(trainer)), ...(await linesOf(trainer, 'validation.jsonl'))];
      assert.equal(lines.length, 5);
      for (const line of lines) {
        const result = schema.safeParse(line);
        assert.ok(result.success, `${JSON.stringify(line)}\n${String(result.error)}`);
      }
    });

  for (const trainer of ['together', 'fireworks'] as const)
    it(`for ${trainer} has the images inside, byte for byte, and no finding of its rules`, async () => {
      const found = (await linesOf(trainer)).map((line) =>
        partsOf(line).flatMap((part) => (part['type'] === 'image_url' ? [part['image_url'] as { url: string }] : [])),
      );
      assert.deepEqual(
        found.map((line) => line.map(({ url }) => bytesOf(url).toString('hex'))),
        images.map((line) => line.map((url) => bytesOf(url).toString('hex'))),
      );
      const report = await lintFile(join(reportOf(trainer).out, 'train.jsonl'), {
        provider: trainer,
        purpose: 'train',
      });
      const ofLines = report.findings.filter(
        ({ severity, rule }) => severity === 'error' && rule !== 'too-few-examples',
      );
      assert.deepEqual(ofLines, []);
    });

  for (const trainer of ['trl', 'llama-factory', 'ms-swift'] as const)
    it(`for ${trainer} has a place for each image, and each image as a file, byte for byte`, async () => {
      for (const [at, line] of (await linesOf(trainer)).entries()) {
        const places =
          trainer === 'trl'
            ? partsOf(line).filter(({ type }) => type === 'image').length
            : line.messages.flatMap(({ content }) => String(content).match(/<image>/g) ?? []).length;
        assert.equal(places, line.images?.length);
        const files = await Promise.all(
          (line.images ?? []).map((path) => readFile(join(reportOf(trainer).out, path), 'hex')),
        );
        assert.deepEqual(
          files,
          images[at]?.map((url) => bytesOf(url).toString('hex')),
        );
      }
      assert.equal(reportOf(trainer).images, 3);
    });

  it('for Together has every message in parts, as its package asks of examples with images', async () => {
    for (const { messages } of await linesOf('together')) {
      assert.ok(messages.every(({ content }) => Array.isArray(content)));
      assert.ok(messages.every(({ role }, at) => role !== messages[at - 1]?.role));
    }
  });

  it('keeps which answers are learned where the trainer can be told', async () => {
    const answers = async (trainer: TrainerId) =>
      (await linesOf(trainer))[1]?.messages.filter(({ role }) => role === 'assistant') as Record<string, unknown>[];
    assert.deepEqual(
      (await answers('together')).map(({ weight }) => weight),
      [0, 1],
    );
    assert.deepEqual(
      (await answers('fireworks')).map(({ weight }) => weight),
      [0, 1],
    );
    assert.deepEqual(
      (await answers('ms-swift')).map(({ loss }) => loss),
      [false, true],
    );
    assert.match(await workshop.read(reportOf('llama-factory'), 'config.yaml'), /^mask_history: true$/m);
    for (const trainer of ['together', 'fireworks', 'ms-swift', 'llama-factory'] as const)
      assert.deepEqual(reportOf(trainer).notes, []);
    assert.match(
      reportOf('trl').notes.join(),
      /1 answer of weight 0 will be learned all the same: TRL knows no weights/,
    );
  });

  it('is described for LLaMA-Factory as it documents', async () => {
    const info = JSON.parse(await workshop.read(reportOf('llama-factory'), 'dataset_info.json')) as Record<
      string,
      { file_name: string; columns: unknown }
    >;
    const [example] = Object.values(documented('llama-factory', 'dataset_info.json') as Record<string, object>);
    const schema = schemaOf([example]);
    assert.deepEqual(Object.keys(info), ['train', 'validation']);
    for (const [name, entry] of Object.entries(info)) {
      assert.ok(schema.safeParse(entry).success, JSON.stringify(entry));
      assert.equal(entry.file_name, `${name}.jsonl`);
      assert.deepEqual(entry.columns, { messages: 'messages', images: 'images' });
    }
  });
});
