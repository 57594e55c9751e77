import { join, parse } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { replaceFile } from '../../dataset/replaceFile.ts';
import { fileNameOf } from '../runPaths.ts';
import type { Evaluation } from './evaluation.ts';
import type { ExportFormat } from './exportFormat.ts';
import { FILES_OF, type Pieces } from './formats.ts';
import type { Thumbnails } from './htmlExport.ts';

/** Written to disk this many characters at a time. */
const WRITE_CHARACTERS = 1 << 20;

export interface ExportOptions {
  thumbnails?: Thumbnails | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Writes an evaluation to a file, piece by piece: as a whole or not at all. Inspect takes a file for each run: of
 * several, each has the run's name behind the file's. @returns what was written
 */
export async function exportEvaluation(
  evaluation: Evaluation,
  format: ExportFormat,
  path: string,
  { thumbnails, signal }: ExportOptions = {},
): Promise<string[]> {
  const files = FILES_OF[format](evaluation, thumbnails);
  const written: string[] = [];
  for (const [at, { run, pieces }] of files.entries()) {
    const own = run === undefined || files.length === 1 ? path : besideWith(path, run);
    // two names may be one as a file's
    const target = written.includes(own) ? besideWith(own, String(at + 1)) : own;
    await replaceFile(target, (file) => write(file, pieces, signal));
    written.push(target);
  }
  return written;
}

/** `report.json` for the run `base`: `report-base.json`. */
function besideWith(path: string, run: string): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${fileNameOf(run).replace(/-+$/, '')}${ext}`);
}

async function write(file: FileHandle, pieces: Pieces, signal: AbortSignal | undefined): Promise<void> {
  let held: string[] = [];
  let characters = 0;
  const flush = async () => {
    signal?.throwIfAborted();
    await file.writeFile(held.join(''));
    [held, characters] = [[], 0];
  };
  for await (const piece of pieces) {
    held.push(piece);
    characters += piece.length;
    if (characters >= WRITE_CHARACTERS) await flush();
  }
  await flush();
}
