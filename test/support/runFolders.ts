import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prediction, RunInfo } from '../../src/evaluate/run.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A line of predictions as a run writes it; the reference is `Yes`. */
export const answered = (id: number, answer: string, more: Partial<Prediction> = {}): Prediction => ({
  ...{ example_id: id, predicted_answer: answer, actual_answer: 'Yes', question: `Is it ${id}?` },
  ...more,
});

export const asLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** What `run.json` of a run over `test` says; `answers` are what came so far. */
export function runInfo(test: { path: string; text: string }, examples: number, more: Partial<RunInfo> = {}): RunInfo {
  return {
    ...{ version: 1, name: 'run', model: 'm', provider: 'openai', arm: 'normal', parameters: {} },
    test: { path: test.path, sha256: sha256(test.text), examples },
    ...{ started: '2026-03-01T10:00:00.000Z', toolVersion: '0.1.0' },
    ...more,
  };
}

/** Writes a run folder. */
export async function writeRun(folder: string, info: RunInfo, predictions: readonly Prediction[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'run.json'), JSON.stringify(info));
  await writeFile(join(folder, 'predictions.jsonl'), asLines(predictions));
}
