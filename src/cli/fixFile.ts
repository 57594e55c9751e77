import { dirname, relative, resolve, sep } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { amount } from '../dataset/amounts.ts';
import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import { replaceFile } from '../dataset/replaceFile.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import type { Extracted } from '../lint/extractImages.ts';
import type { FixOptions } from '../lint/fixLines.ts';
import type { FixReport } from '../lint/fixReport.ts';
import { CannotRun, type CliContext } from './context.ts';
import { reasonOf } from './fileReasons.ts';
import { createProgress } from './progress.ts';

/** Written to disk this much at a time. */
const WRITE_BYTES = 1024 * 1024;

interface Fixing {
  file: string;
  out: string;
  options: FixOptions;
  /** Hosts of images are not asked about. */
  yes: boolean;
}

/**
 * Mends a file into another one or in its place, which is replaced as a whole or not at all. A JSON array becomes lines
 * first; then images are fetched, and the rest is mended.
 */
export async function fixFile({ file, out, options, yes }: Fixing, context: CliContext): Promise<FixReport> {
  const { EMBEDS } = await import('../lint/embedImages.ts');
  const { joined } = await import('../lint/fixReport.ts');
  let report: FixReport | undefined;
  const pass = async (rules: readonly string[] | undefined) => {
    const from = report ? out : file;
    const done = await fixOnce({ file, from, out, options: { ...options, rules } }, context);
    report = report ? joined(report, done) : done;
    return done;
  };
  const { rules } = options;
  if (rules?.includes(EMBEDS)) {
    if (await isArray(file, options, context)) await pass(['json-array-file']);
    if (!yes) await askAboutHosts(report ? out : file, report !== undefined, options, context);
    await pass([EMBEDS]);
  }
  const others = rules?.filter((rule) => rule !== EMBEDS);
  if (others?.length !== 0) {
    const done = await pass(others);
    if (done.fixed['json-array-file']) await pass(others);
  }
  if (!report) throw new CannotRun(`Nothing was asked for; name a rule behind --rule.`);
  return report;
}

/** Whether the file is a JSON array that is to become lines. */
async function isArray(file: string, options: FixOptions, context: CliContext): Promise<boolean> {
  const { isArrayToMend } = await import('../lint/fixSource.ts');
  const source = await opened(file, context);
  try {
    return await isArrayToMend(source, options);
  } finally {
    await source.close();
  }
}

/** @param isLinesNow whether the file was written already, with the values of its array as lines */
async function askAboutHosts(
  file: string,
  isLinesNow: boolean,
  options: FixOptions,
  context: CliContext,
): Promise<void> {
  const { hostsOfImages } = await import('../lint/embedImages.ts');
  const source = await opened(file, context);
  try {
    const hosts = Object.entries(await hostsOfImages(source, options, { signal: context.signal }));
    if (hosts.length === 0) return;
    const named = hosts.map(([host, count]) => `${host} (${amount(count, 'image')})`).join(', ');
    const agreed = await context.confirm(`Fetch images from ${named} and put them into the file?`);
    if (agreed === undefined)
      throw new CannotRun(`Nothing was fetched: images would come from ${named}; repeat with --yes to agree.`);
    if (!agreed)
      throw new CannotRun(
        isLinesNow
          ? `Nothing was fetched; ${file} has the examples of the array as lines.`
          : 'Nothing was fetched, and nothing was changed.',
      );
  } finally {
    await source.close();
  }
}

function opened(file: string, context: CliContext): Promise<ByteSource> {
  return openFile(resolve(context.cwd, file)).catch((error: unknown) => {
    throw failure(`${file} cannot be read`, error);
  });
}

/** Nothing was mended, and the file is to stay where it is. */
class Unchanged extends Error {}

interface Pass extends Omit<Fixing, 'yes'> {
  /** The file that is read; `file` gives it its name. */
  from: string;
}

async function fixOnce({ file, from, out, options }: Pass, context: CliContext): Promise<FixReport> {
  const { fixSource } = await import('../lint/fixSource.ts');
  return rewrite({ file, from, out }, context, async (source, write, scan) => {
    const report = await fixSource(source, file, options, write, scan);
    return { result: report, changed: report.changed + report.removed > 0 };
  });
}

/** Writes the images of a file into a folder, and the file with their addresses. */
export async function extractFile(file: string, out: string, folder: string, context: CliContext): Promise<Extracted> {
  const { extractImages } = await import('../lint/extractImages.ts');
  const path = resolve(context.cwd, folder);
  const inside = relative(dirname(resolve(context.cwd, out)), path).replaceAll(sep, '/');
  return rewrite({ file, from: file, out }, context, async (source, write, scan) => {
    const result = await extractImages(source, path, `${inside}/`, write, scan);
    return { result, changed: result.places > 0 };
  });
}

type Rewrite<T> = (
  source: ByteSource,
  write: (bytes: Buffer) => Promise<void>,
  scan: ScanOptions,
) => Promise<{ result: T; changed: boolean }>;

/** Replaces `out` as a whole or not at all; a file that would not change stays where it is. */
async function rewrite<T>(
  { file, from, out }: Omit<Pass, 'options'>,
  context: CliContext,
  make: Rewrite<T>,
): Promise<T> {
  const { NoArray } = await import('../lint/arrayLines.ts');
  const { signal } = context;
  const progress = createProgress(context);
  const source = await opened(from, context);
  const onProgress = (bytes: number) => {
    progress.show(bytes / source.size, file);
  };
  let done: { result: T } | undefined;
  try {
    await replaceFile(resolve(context.cwd, out), async (handle) => {
      const writer = writeTo(handle);
      const made = await make(source, writer.write, { signal, onProgress });
      done = made;
      await writer.end();
      signal.throwIfAborted();
      const inPlace = resolve(context.cwd, from) === resolve(context.cwd, out);
      if (inPlace && !made.changed) throw new Unchanged();
    });
  } catch (error) {
    if (signal.aborted) throw new CannotRun(`Stopped before the end of ${file}: no half-mended file was written.`);
    if (error instanceof NoArray) throw new CannotRun(`${file} cannot be mended: ${error.message}`);
    if (!(error instanceof Unchanged)) throw failure(`${out} cannot be written`, error);
  } finally {
    progress.end();
    await source.close();
  }
  if (!done) throw new CannotRun(`${file} could not be looked through.`);
  return done.result;
}

/** Writes pieces many at a time. */
function writeTo(handle: FileHandle): { write: (piece: Buffer) => Promise<void>; end: () => Promise<void> } {
  let pieces: Buffer[] = [];
  let held = 0;
  const end = async () => {
    await handle.writeFile(Buffer.concat(pieces));
    [pieces, held] = [[], 0];
  };
  const write = async (piece: Buffer) => {
    pieces.push(piece);
    held += piece.length;
    if (held >= WRITE_BYTES) await end();
  };
  return { write, end };
}

/** What went wrong with a file, in one sentence; other errors as they are. */
function failure(what: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const missing = code === 'ENOENT' && what.endsWith('written');
  return new CannotRun(`${what}: ${missing ? 'its folder does not exist' : reasonOf(code)}.`);
}
