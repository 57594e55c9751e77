import { mkdir, open, readFile, rename, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { replaceFile } from '../dataset/replaceFile.ts';
import { EvaluateError } from './evaluateError.ts';
import { linesOf, readJudgements, readPredictions, type Lines } from './runFiles.ts';
import type { Judgement, Prediction, RunInfo } from './run.ts';
import { fileNameOf } from './runPaths.ts';

/** A run on disk: what it holds, and the way to add to it. */
export interface Run {
  /** The folder, or the result file of a cookbook run. */
  readonly path: string;
  readonly info: RunInfo;
  /** By example, in the order of the file. */
  readonly predictions: ReadonlyMap<number, Prediction>;
  readonly judgements: ReadonlyMap<number, Judgement>;
  /** Writes one line at once. */
  addPrediction(prediction: Prediction): Promise<void>;
  addJudgement(judgement: Judgement): Promise<void>;
  /** Takes the predictions with an error out, so that they are asked again. */
  dropErrors(): Promise<void>;
  /** Sets the judgements of another judge aside, in `judgements.JUDGE.jsonl`. */
  replaceJudge(judge: string): Promise<void>;
  /** Changes `run.json` (nothing for a cookbook file, which has none). */
  update(change: Partial<RunInfo>): Promise<void>;
  close(): Promise<void>;
}

/** What a new run is; the rest of `run.json` is filled in. */
export type NewRun = Omit<RunInfo, 'version' | 'name' | 'started'> & { name?: string };

/**
 * Begins a run in a folder, or goes on with the one that is there. Throws an `EvaluateError` when that is another
 * run: another model, provider, control arm, test file, or the same file with other bytes.
 */
export async function createRun(folder: string, { name = basename(folder), ...rest }: NewRun): Promise<Run> {
  await mkdir(folder, { recursive: true });
  if (await exists(join(folder, 'run.json'))) {
    const run = await openRun(folder);
    const other = difference(run.info, rest);
    if (other !== undefined) {
      await run.close();
      throw new EvaluateError(`The run in ${folder} was made with another ${other}; give this one another folder.`);
    }
    return run;
  }
  const info: RunInfo = { version: 1, name, ...rest, started: new Date().toISOString() };
  await writeInfo(folder, info);
  return openRun(folder);
}

/** Opens a run folder, or a cookbook's result file with its similarity file. Throws an `EvaluateError` for anything else. */
export async function openRun(path: string): Promise<Run> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new EvaluateError(`There is no run at ${path}.`);
  if (found.isFile()) return openFiles(path, path, similarityBeside(path), undefined);
  if (!(await exists(join(path, 'run.json'))))
    throw new EvaluateError(
      `${path} is no run: it has no run.json. A run is a folder that "evaluate" wrote, or a result file.`,
    );
  const info = await readInfo(path);
  return openFiles(path, join(path, 'predictions.jsonl'), join(path, 'judgements.jsonl'), info);
}

/** `X-results.jsonl` goes with `X-similarity.jsonl`, any other `NAME.jsonl` with `NAME-similarity.jsonl`. */
function similarityBeside(path: string): string {
  const name = basename(path).replace(/\.jsonl$/, '');
  return join(dirname(path), `${name.replace(/-results$/, '')}-similarity.jsonl`);
}

async function openFiles(
  path: string,
  predictionsPath: string,
  judgementsPath: string,
  known: RunInfo | undefined,
): Promise<Run> {
  const predictions = readPredictions(predictionsPath, await linesOf(predictionsPath), known === undefined);
  const judgements = readJudgements(await linesOf(judgementsPath));
  const name = basename(path).replace(/(-results)?\.jsonl$/, '');
  const info: RunInfo = known ?? {
    version: 1,
    name,
    model: name,
    provider: 'file',
    arm: 'normal',
    parameters: {},
    test: { path: '', sha256: '', examples: predictions.rows.size },
    started: '',
    toolVersion: '',
    ...(judgements.rows.size > 0 && { judge: basename(judgementsPath) }),
  };
  const files = [appendTo(predictionsPath, predictions), appendTo(judgementsPath, judgements)] as const;
  const [predictionFile, judgementFile] = files;
  return {
    path,
    info,
    predictions: predictions.rows,
    judgements: judgements.rows,
    async addPrediction(prediction) {
      await predictionFile.add(prediction);
    },
    async addJudgement(judgement) {
      await judgementFile.add(judgement);
    },
    async dropErrors() {
      const failed = [...predictions.rows.values()].filter(({ error }) => error !== undefined);
      for (const { example_id } of failed) predictions.rows.delete(example_id);
      if (failed.length > 0) await predictionFile.rewrite();
    },
    async replaceJudge(judge) {
      const { judge: before } = info;
      if (known && before !== undefined && before !== judge && judgements.rows.size > 0) {
        await judgementFile.close();
        await rename(judgementsPath, join(path, `judgements.${fileNameOf(before)}.jsonl`));
        judgements.rows.clear();
        judgements.tail = { end: 0, newline: true };
      }
      info.judge = judge;
      if (known) await writeInfo(path, info);
    },
    async update(change) {
      // somebody may have renamed the run meanwhile
      const now = known ? await readInfo(path).catch(() => info) : info;
      Object.assign(info, now, change);
      if (known) await writeInfo(path, info);
    },
    async close() {
      for (const file of files) await file.close();
    },
  };
}

/** Appends whole lines, one after the other. What a stopped writer left of a line is cut off before the first. */
function appendTo<Row extends { example_id: number }>(path: string, lines: Lines<Row>) {
  let handle: FileHandle | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const opened = async () => {
    const file = await open(path, 'a');
    await file.truncate(lines.tail.end);
    if (!lines.tail.newline) await file.appendFile('\n');
    return file;
  };
  const close = async () => {
    await queue;
    if (!handle) return;
    lines.tail = { end: (await handle.stat()).size, newline: true };
    await handle.close();
    handle = undefined;
  };
  const append = async (row: Row) => {
    handle ??= await opened();
    await handle.appendFile(`${JSON.stringify(row)}\n`);
    lines.rows.set(row.example_id, row);
  };
  return {
    add(row: Row): Promise<void> {
      const added = queue.then(() => append(row));
      // a full disk fails this row, not all that follow
      queue = added.catch(() => undefined);
      return added;
    },
    async rewrite() {
      await close();
      const text = [...lines.rows.values()].map((row) => `${JSON.stringify(row)}\n`).join('');
      await replaceFile(path, (file) => file.writeFile(text));
      lines.tail = { end: Buffer.byteLength(text), newline: true };
    },
    close,
  };
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What `run.json` of a run folder says. Throws an `EvaluateError` where it is not a run's, Node's error for the file. */
export async function readInfo(folder: string): Promise<RunInfo> {
  try {
    const info = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as Partial<RunInfo>;
    if (info.version === 1 && info.test && typeof info.name === 'string') return info as RunInfo;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new EvaluateError(`${join(folder, 'run.json')} is not what this version writes; evaluate into another folder.`);
}

/** Changes what `run.json` says; `undefined` takes it out. Throws as `readInfo`. */
export async function changeInfo(
  folder: string,
  change: { [Key in 'name' | 'notes']?: RunInfo[Key] | undefined },
): Promise<void> {
  await writeInfo(folder, { ...(await readInfo(folder)), ...change } as RunInfo);
}

function writeInfo(folder: string, info: RunInfo): Promise<void> {
  return replaceFile(join(folder, 'run.json'), (file) => file.writeFile(`${JSON.stringify(info, null, 2)}\n`));
}

function difference(info: RunInfo, now: Omit<NewRun, 'name'>): string | undefined {
  if (info.model !== now.model) return `model (${info.model})`;
  if (info.provider !== now.provider) return `provider (${info.provider})`;
  if (info.arm !== now.arm) return `control arm (${info.arm})`;
  if (info.test.sha256 !== now.test.sha256) return 'test file, or the file has changed since';
  if (info.answers?.sha256 !== now.answers?.sha256) return 'file of answers, or it has changed since';
  if (JSON.stringify(info.parameters) !== JSON.stringify(now.parameters)) return 'set of parameters';
  return undefined;
}
