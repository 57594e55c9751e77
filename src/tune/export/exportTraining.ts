import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExportError } from './exportError.ts';
import { checkEnough, exportFile, type Exporting } from './exportFile.ts';
import { ImageSink } from './imageSink.ts';
import { Learned } from './learned.ts';
import { Notes } from './notes.ts';
import { readmeOf } from './readme.ts';
import { unusedSettings } from './settings.ts';
import { TRAINERS } from './trainers.ts';
import {
  README_FILE,
  TRAIN_FILE,
  VALIDATION_FILE,
  type ExportJob,
  type Settings,
  type Trainer,
  type TrainerId,
} from './trainer.ts';

export interface ExportRequest {
  trainer: TrainerId;
  /** Absolute paths. */
  train: string;
  validation?: string | undefined;
  /** Made by the export; may be there if it is empty. */
  out: string;
  /** The trainer's own example unless given. */
  model?: string | undefined;
  /** What is missing is as the trainer's own example has it. */
  settings?: Settings | undefined;
}

export interface ExportOptions {
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1. */
  onProgress?: ((fraction: number, message: string) => void) | undefined;
}

export interface ExportReport {
  /** As written: the folder, its data files with their examples, and what else is in it. */
  out: string;
  data: { file: string; examples: number }[];
  files: string[];
  /** Image files; 0 where images are inside the lines. */
  images: number;
  model: string;
  /** What the trainer cannot express, one sentence each. */
  notes: string[];
}

/**
 * Writes a folder to train on elsewhere: the data in the trainer's own form, a configuration and the commands. The
 * folder appears as a whole or not at all.
 * @throws {ExportError} for lines that cannot be exported and for a folder that holds something; Node's errors for files
 */
export async function exportTraining(request: ExportRequest, options: ExportOptions = {}): Promise<ExportReport> {
  const { out } = request;
  await checkFree(out);
  await mkdir(dirname(out), { recursive: true });
  const folder = join(dirname(out), `.${basename(out)}.${randomBytes(6).toString('hex')}.tmp`);
  await mkdir(folder);
  try {
    const report = await fill(folder, request, options);
    options.signal?.throwIfAborted();
    await rmdir(out).catch(() => undefined);
    await rename(folder, out);
    return report;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function fill(folder: string, request: ExportRequest, options: ExportOptions): Promise<ExportReport> {
  const trainer = TRAINERS[request.trainer];
  const { takes, name } = trainer;
  const exporting: Exporting = {
    ...{ trainer, folder, signal: options.signal },
    ...{ images: new ImageSink(folder, takes), notes: new Notes(), learned: new Learned() },
    facts: { mostImages: 0, mostCharacters: 0 },
  };
  const data = await writeData(request, exporting, options);
  const { notes, learned, facts, images } = exporting;
  const told = takes.weights === 'each' || (takes.weights === 'lastOnly' && learned.lastOnly);
  if (!told) notes.add('weights', learned.unlearned);
  const job: ExportJob = {
    model: request.model ?? trainer.model,
    settings: { ...trainer.defaults, ...request.settings },
    validation: request.validation !== undefined,
    facts: { ...facts, lastOnly: learned.lastOnly },
  };
  const sentences = [
    ...notes.sentences(name),
    ...unusedSettings(trainer, request.settings ?? {}),
    ...(trainer.remarks?.(job) ?? []),
  ];
  const texts = { ...trainer.files(job), [README_FILE]: readmeOf(trainer, job, sentences) };
  for (const [file, text] of Object.entries(texts)) await writeFile(join(folder, file), text);
  const files = Object.keys(texts);
  return { out: request.out, data, files, images: images.count, model: job.model, notes: sentences };
}

async function writeData(
  { train, validation }: ExportRequest,
  exporting: Exporting,
  { onProgress }: ExportOptions,
): Promise<ExportReport['data']> {
  const inputs = [
    { path: train, file: TRAIN_FILE },
    ...(validation === undefined ? [] : [{ path: validation, file: VALIDATION_FILE }]),
  ];
  const sizes = await Promise.all(inputs.map(async ({ path }) => (await stat(path)).size));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const data: ExportReport['data'] = [];
  let before = 0;
  for (const [at, { path, file }] of inputs.entries()) {
    const examples = await exportFile(path, file, exporting, (bytes) => {
      onProgress?.(all === 0 ? 1 : (before + bytes) / all, basename(path));
    });
    if (file === TRAIN_FILE) checkEnough(path, examples, exporting.trainer);
    data.push({ file, examples });
    before += sizes[at] ?? 0;
  }
  return data;
}

/** A folder that holds something may hold what was trained from an earlier export. */
async function checkFree(out: string): Promise<void> {
  const held = await readdir(out).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw new ExportError(`${out} is a file, not a folder; choose another name.`);
    if (code === 'ENOENT') return [];
    throw error;
  });
  if (held.length > 0) throw new ExportError(`${out} is not empty; choose another folder for the export.`);
}

/** Where an export goes unless told: beside the working folder's files, by the names of file and trainer. */
export const defaultFolder = (train: string, { id }: Pick<Trainer, 'id'>): string =>
  `${basename(train).replace(/\.[^.]*$/, '')}-${id}`;
