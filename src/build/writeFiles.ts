import { basename, resolve } from 'node:path';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import type { Prefix } from './examples.ts';
import { imagesOfCell } from './imageCell.ts';
import type { ImageParts } from './imageParts.ts';
import { pathFrom, type ManifestOutput } from './manifest.ts';
import type { Outputs } from './outputs.ts';
import type { Plan } from './plan.ts';
import type { SplitTally } from './splitReport.ts';
import type { FilesInto } from './writer.ts';
import { writeAnswers, writeSplit, type SplitJob, type WritePieces, type Written } from './writeSplit.ts';

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
  /** Missing in a dry run. */
  files: FilesInto | undefined;
  /** Counts what is written. */
  tally: SplitTally;
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1; `count` of the examples, once they are known. */
  onProgress?: ((fraction: number, message: string, count?: { done: number; total: number }) => void) | undefined;
}

/** Writes every split and the answers. @returns what was written; the sum of a dry run is empty */
export async function writeFiles(job: FilesJob): Promise<ManifestOutput[]> {
  const { outputs, plan, prefix, images, signal, onProgress } = job;
  const named = ([...PURPOSES, 'answers'] as const).flatMap((split) => {
    const path = outputs[split];
    return path === undefined || job.unchanged.has(pathFrom(job.outDir, path)) ? [] : [{ split, path }];
  });
  const total = named.reduce((sum, { split }) => sum + (split === 'answers' ? 0 : examplesOf(plan[split])), 0);
  let done = 0;
  const written: ManifestOutput[] = [];
  for (const { split, path } of named) {
    const rows = plan[split === 'answers' ? 'test' : split] ?? [];
    const onLine = () => onProgress?.(++done / total, `Writing ${basename(path)}`, { done, total });
    const withAnswers = split !== 'test' || job.testHasAnswers;
    const entry = await writeFile(job, path, (write) =>
      split === 'answers'
        ? writeAnswers(write, rows)
        : writeSplit(write, { rows, prefix, images, withAnswers, signal, onLine, onRow: counts(job, split) }),
    );
    written.push({ path: pathFrom(job.outDir, path), split, ...entry });
  }
  return written;
}

/** Counts the rows of a split for the report. */
function counts({ tally, images }: FilesJob, split: Purpose): NonNullable<SplitJob['onRow']> {
  return (row, examples) => {
    const shown = imagesOfCell(row.image).map((image) => images.identityOf(image, row.directory));
    tally.add(split, row, examples, shown);
  };
}

async function writeFile({ files }: FilesJob, path: string, fill: (write: WritePieces) => Promise<Written>) {
  const file = await files?.create(path);
  const { examples, images, bytes, origins } = await fill((...pieces) => file?.write(...pieces) ?? Promise.resolve());
  const sha256 = (await file?.finish()) ?? '';
  return { examples, images, bytes, sha256, sources: origins.sources, lines: origins.lines };
}

const examplesOf = (rows: Plan['train'] = []) => rows.reduce((sum, row) => sum + row.exampleCount, 0);

/** Absolute path of a file that a manifest names. */
export const outputPath = (outDir: string, { path }: Pick<ManifestOutput, 'path'>) => resolve(outDir, path);
