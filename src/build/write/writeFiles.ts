import { basename, resolve } from 'node:path';
import { PURPOSES, type Purpose } from '../../dataset/purpose.ts';
import type { Prefix } from './examples.ts';
import { imagesOfCell } from '../sources/imageCell.ts';
import type { ImageParts } from './imageParts.ts';
import { FileSink, type LineSink, type WritePieces } from './lineSink.ts';
import { pathFrom, type ManifestOutput } from '../record/manifest.ts';
import type { Outputs } from '../outputs.ts';
import type { Plan } from '../plan/plan.ts';
import { Shards } from './shards.ts';
import type { SplitTally } from '../report/splitReport.ts';
import type { TargetParts } from './targetParts.ts';
import type { Target } from '../targets.ts';
import type { FilesInto, OutputFiles } from './writer.ts';
import { writeAnswers, writeSplit, type SplitJob } from './writeSplit.ts';

export interface FilesJob {
  outputs: Outputs;
  /** Where the paths in the result begin. */
  outDir: string;
  /** Files that are left as they are, as a manifest names them. */
  unchanged: ReadonlySet<string>;
  testHasAnswers: boolean;
  plan: Plan;
  prefix: Prefix;
  images: ImageParts;
  /** The other forms of the files. */
  targets: readonly TargetForm[];
  /** Missing in a dry run. */
  files: FilesInto | undefined;
  /** Counts what is written. */
  tally: SplitTally;
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1; `count` of the examples, once they are known. */
  onProgress?: ((fraction: number, message: string, count?: { done: number; total: number }) => void) | undefined;
}

/** A target with what its lines are made of. */
export interface TargetForm {
  target: Target;
  prefix: Prefix;
  images: TargetParts;
  /** Missing in a dry run. */
  files: OutputFiles | undefined;
}

/** A sink and what it has written, when all is. */
interface Written {
  sink: LineSink;
  end: () => Promise<ManifestOutput[]>;
}

/** Writes every split in one pass, and the answers. @returns what was written; the sum of a dry run is empty */
export async function writeFiles(job: FilesJob): Promise<ManifestOutput[]> {
  const { plan, images, tally, signal, onProgress } = job;
  const splits: { split: Purpose; sinks: Written[] }[] = [];
  for (const split of PURPOSES)
    splits.push({ split, sinks: [...(await mainSink(job, split)), ...targetSinks(job, split)] });
  const written = splits.filter(({ sinks }) => sinks.length > 0);
  const total = written.reduce((sum, { split }) => sum + examplesOf(plan[split]), 0);
  let done = 0;
  const outputs: ManifestOutput[] = [];
  for (const { split, sinks } of written) {
    const name = basename(job.outputs[split] ?? '');
    const onExample = () => onProgress?.(++done / total, `Writing ${name}`, { done, total });
    const onRow = countRows(split, tally, images);
    await writeSplit(
      sinks.map(({ sink }) => sink),
      { rows: plan[split] ?? [], signal, onRow, onExample },
    );
    for (const { end } of sinks) outputs.push(...(await end()));
  }
  return [...outputs, ...(await answers(job))];
}

async function mainSink(job: FilesJob, split: Purpose): Promise<Written[]> {
  const path = toWrite(job, job.outputs[split]);
  if (path === undefined) return [];
  const { write, finish } = await begin(job, path);
  const { prefix, images } = job;
  const sink = new FileSink(write, { prefix, images, withAnswers: answered(job, split) });
  const end = async () => [{ path: pathFrom(job.outDir, path), split, ...sink.written.entry, sha256: await finish() }];
  return [{ sink, end }];
}

function targetSinks(job: FilesJob, split: Purpose): Written[] {
  return job.targets.flatMap(({ target, prefix, images, files }) => {
    const path = toWrite(job, target.outputs[split]);
    if (path === undefined) return [];
    const examples = examplesOf(job.plan[split]);
    const withAnswers = answered(job, split);
    const sink = new Shards({ target, split, path, examples, prefix, images, withAnswers, files });
    const unit = pathFrom(job.outDir, path);
    const end = async () =>
      (await sink.end()).map((shard): ManifestOutput => {
        const provider = target.profile.id;
        return {
          path: pathFrom(job.outDir, shard.path),
          split,
          provider,
          unit,
          ...shard.counted.entry,
          sha256: shard.sha256,
        };
      });
    return [{ sink, end }];
  });
}

async function answers(job: FilesJob): Promise<ManifestOutput[]> {
  const path = toWrite(job, job.outputs.answers);
  if (path === undefined) return [];
  const { write, finish } = await begin(job, path);
  const { entry } = await writeAnswers(write, job.plan.test ?? []);
  return [{ path: pathFrom(job.outDir, path), split: 'answers', ...entry, sha256: await finish() }];
}

async function begin(
  { files }: FilesJob,
  path: string,
): Promise<{ write: WritePieces; finish: () => Promise<string> }> {
  const file = await files?.create(path);
  return {
    write: (...pieces) => file?.write(...pieces) ?? Promise.resolve(),
    finish: () => file?.finish() ?? Promise.resolve(''),
  };
}

/** Nothing where the file is not of the recipe, or stays as it is. */
const toWrite = ({ unchanged, outDir }: FilesJob, path: string | undefined) =>
  path === undefined || unchanged.has(pathFrom(outDir, path)) ? undefined : path;

const answered = ({ testHasAnswers }: FilesJob, split: Purpose) => split !== 'test' || testHasAnswers;

/** Counts the rows of a split for the report. */
function countRows(split: Purpose, tally: SplitTally, images: ImageParts): NonNullable<SplitJob['onRow']> {
  return (row, examples) => {
    const shown = imagesOfCell(row.image).map((image) => images.identityOf(image, row.directory));
    tally.add(split, row, examples, shown);
  };
}

const examplesOf = (rows: Plan['train'] = []) => rows.reduce((sum, row) => sum + row.exampleCount, 0);

/** Absolute path of a file that a manifest names. */
export const outputPath = (outDir: string, { path }: Pick<ManifestOutput, 'path'>) => resolve(outDir, path);
