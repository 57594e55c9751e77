import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exists } from '../dataset/exists.ts';
import { replaceFile } from '../dataset/replaceFile.ts';
import { appendTo } from './appendedLines.ts';
import { EvaluateError } from './evaluateError.ts';
import { openJudgeFiles } from './judgeFiles.ts';
import { asideName, sameJudge } from './judgeIdentity.ts';
import { ownRatingsPath, readOwnRatings } from './ownRatings.ts';
import { infoOfFile, similarityBeside } from './resultFiles.ts';
import { linesOf, readPredictions } from './runFiles.ts';
import type { JudgeIdentity, Judgement, Prediction, Rating, RunInfo } from './run.ts';

/** A run on disk: what it holds, and the way to add to it. */
export interface Run {
  /** The folder, or the result file of a cookbook run. */
  readonly path: string;
  readonly info: RunInfo;
  /** By example, in the order of the file. */
  readonly predictions: ReadonlyMap<number, Prediction>;
  /** What counts of the judge's ratings: of several the median. */
  readonly judgements: ReadonlyMap<number, Judgement>;
  /** Every rating of the judge, the first first. */
  readonly ratings: ReadonlyMap<number, readonly Rating[]>;
  /** Every rating of any judge, also of one that was set aside. */
  ratingsOf(judge: JudgeIdentity): Promise<ReadonlyMap<number, readonly Rating[]>>;
  /** How a person rated the answers. */
  readonly ownRatings: Map<number, Rating>;
  /** Writes one line at once. */
  addPrediction(prediction: Prediction): Promise<void>;
  addJudgement(judgement: Judgement): Promise<void>;
  /** Takes the predictions with an error out, so that they are asked again. */
  dropErrors(): Promise<void>;
  /**
   * Sets the judgements of another judge, or of another prompt, aside, in `judgements.JUDGE.jsonl`, and takes up those
   * that this one left.
   */
  replaceJudge(judge: JudgeIdentity): Promise<void>;
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

async function openFiles(
  path: string,
  predictionsPath: string,
  judgementsPath: string,
  known: RunInfo | undefined,
): Promise<Run> {
  const predictions = readPredictions(predictionsPath, await linesOf(predictionsPath), known === undefined);
  const judged = await openJudgeFiles(judgementsPath, judgementsPath.replace(/(judgements)?\.jsonl$/, repeatsName));
  const info: RunInfo = known ?? {
    ...infoOfFile(path, predictions.rows.size),
    ...(judged.judgements.size > 0 && { judge: basename(judgementsPath) }),
  };
  const others = (judge: JudgeIdentity) => known !== undefined && info.judge !== undefined && !sameJudge(info, judge);
  const predictionFile = appendTo(predictionsPath, predictions, ({ example_id }) => example_id);
  return {
    path,
    info,
    predictions: predictions.rows,
    judgements: judged.judgements,
    ratings: judged.ratings,
    ownRatings: await readOwnRatings(await ownRatingsPath(path)),
    async addPrediction(prediction) {
      await predictionFile.add(prediction);
    },
    addJudgement: (judgement) => judged.add(judgement),
    async dropErrors() {
      const failed = [...predictions.rows.values()].filter(({ error }) => error !== undefined);
      for (const { example_id } of failed) predictions.rows.delete(example_id);
      if (failed.length > 0) await predictionFile.rewrite();
    },
    ratingsOf: async (judge) => (others(judge) ? judged.aside(asideName(judge)) : judged.ratings),
    async replaceJudge(judge) {
      if (others(judge) && info.judge !== undefined)
        await judged.exchange(asideName({ ...info, judge: info.judge }), asideName(judge));
      delete info.judgePrompt;
      Object.assign(info, judge);
      if (known) await writeInfo(path, info);
    },
    async update(change) {
      // somebody may have renamed the run meanwhile
      const now = known ? await readInfo(path).catch(() => info) : info;
      Object.assign(info, now, change);
      if (known) await writeInfo(path, info);
    },
    async close() {
      await predictionFile.close();
      await judged.close();
    },
  };
}

/** `repeats.jsonl` in a run folder, `X-similarity-repeats.jsonl` beside a cookbook's file. */
const repeatsName = (_: string, inFolder: string | undefined) =>
  inFolder === undefined ? '-repeats.jsonl' : 'repeats.jsonl';

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
