import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { FileReport } from '../../../src/lint/finding.ts';
import { runCli } from '../../support/cliRun.ts';
import { assistant, example, question, sound, soundLines } from '../lint/planting.ts';

const whole = z.int().min(1);
const location = z.strictObject({
  id: z.int().min(0).optional(),
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w\-.~!*'()%:/]+$/) }),
    region: z.strictObject({ startLine: whole, startColumn: whole.optional(), endColumn: whole.optional() }),
  }),
});
const level = z.enum(['error', 'warning', 'note']);
const text = z.strictObject({ text: z.string().min(1) });
/** What the SARIF 2.1.0 schema asks of the parts that are used; nothing else is written. */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          informationUri: z.url(),
          rules: z.array(
            z.strictObject({
              id: z.string().regex(/^[a-z0-9-]+$/),
              shortDescription: text,
              helpUri: z.url(),
              defaultConfiguration: z.strictObject({ level }),
              properties: z.strictObject({ tags: z.array(z.string()) }),
            }),
          ),
        }),
      }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level,
          message: text,
          locations: z.tuple([location]),
          relatedLocations: z.array(location).optional(),
          properties: z.strictObject({ path: z.string() }),
        }),
      ),
    }),
  ]),
});

describe('vision-ft lint --format sarif', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-sarif-'));
    await mkdir(join(folder, 'my data'));
    const twice = sound();
    const bad = [...soundLines(10), twice, twice, example(question(), assistant(' "ü" ')), ''];
    await writeFile(join(folder, 'my data', 'train #1.jsonl'), bad.join('\n'));
    await writeFile(join(folder, 'few.jsonl'), `${sound()}\n`);
  });
  after(() => rm(folder, { recursive: true }));

  const sarif = async (...files: string[]) => {
    const { status, printed } = await runCli(folder, ['lint', ...files, '--format', 'sarif']);
    return { status, run: log.parse(JSON.parse(printed)).runs[0] };
  };

  it('is a log of the schema, each result of a rule it names', async () => {
    const { status, run } = await sarif('my data/train #1.jsonl', './few.jsonl');
    assert.equal(status, 1);
    const { rules } = run.tool.driver;
    for (const { ruleId, ruleIndex } of run.results) assert.equal(rules[ruleIndex]?.id, ruleId);
    assert.deepEqual(
      new Set(run.results.map(({ locations: [at] }) => at.physicalLocation.artifactLocation.uri)),
      new Set(['my%20data/train%20%231.jsonl', 'few.jsonl']),
    );
  });

  it('has the findings of the JSON report, at their places', async () => {
    const file = 'my data/train #1.jsonl';
    const { run } = await sarif(file);
    const { printed } = await runCli(folder, ['lint', file, '--format', 'json']);
    const [report] = (JSON.parse(printed) as { files: FileReport[] }).files;
    const levels = { error: 'error', warning: 'warning', info: 'note' };
    assert.deepEqual(
      run.results.map(({ ruleId, level: said, properties, locations: [at] }) => {
        const { startLine, startColumn = 1, endColumn = startColumn } = at.physicalLocation.region;
        return [ruleId, said, properties.path, startLine, startColumn, endColumn];
      }),
      report?.findings.map(({ rule, severity, path, line, column, endColumn }) => [
        rule,
        levels[severity],
        path,
        line,
        column,
        endColumn,
      ]),
    );
    const duplicate = run.results.find(({ ruleId }) => ruleId === 'duplicate-example');
    assert.equal(duplicate?.relatedLocations?.[0]?.physicalLocation.region.startLine, 11);
  });

  it('names a file outside the folder by its address', async () => {
    const { run } = await sarif(join(folder, 'few.jsonl'));
    const uri = run.results[0]?.locations[0].physicalLocation.artifactLocation.uri;
    assert.match(uri ?? '', /^file:\/\/\/.*few\.jsonl$/);
  });
});
