import { resolve } from 'node:path';
import { Option } from 'commander';
import { amount, megabytes } from '../dataset/amounts.ts';
import { openFile } from '../dataset/byteSource.ts';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { replaceFile } from '../dataset/replaceFile.ts';
import type { FixReport } from '../lint/fixReport.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';
import { CannotRun, type CliContext } from './context.ts';
import { reasonOf } from './fileReasons.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';

interface FixFlags {
  rule?: string[];
  out?: string;
  purpose?: Purpose;
  provider: ProviderId;
  format: 'text' | 'json';
}

/** Written to disk this much at a time. */
const WRITE_BYTES = 1024 * 1024;

export const addFix: AddCommand = (program, context, exit) => {
  program
    .command('fix')
    .description('Mend what lint finds, as far as nothing is lost that training would see.')
    .argument('<file>', 'training file (JSON lines)')
    .option('--rule <id...>', 'what these rules find, also where the fix is not a safe one')
    .option('--out <file>', 'where the mended file is written; in place of the file unless given')
    .addOption(new Option('--purpose <purpose>', 'what the file is for; by its name unless given').choices(PURPOSES))
    .addOption(new Option('--provider <vendor>', 'whose rules count').choices(PROVIDER_IDS).default('openai'))
    .addOption(
      new Option('--format <format>', 'text for people, json for programs').choices(['text', 'json']).default('text'),
    )
    .action(async (file: string, flags: FixFlags) => {
      await checkRules(flags.rule);
      const out = flags.out ?? file;
      const report = await fix(file, out, flags, context);
      if (flags.format === 'json') context.print(JSON.stringify(resultOf(file, out, flags.provider, report), null, 2));
      else for (const line of await sentences(file, out, report)) context.print(line);
      exit(0);
    });
};

/** The JSON that programs rely on. */
function resultOf(file: string, out: string, provider: ProviderId, report: FixReport) {
  const { fixed, left, changed, removed, before, after } = report;
  return { version: 1, file, out, provider, fixed, left, lines: { changed, removed }, bytes: { before, after } };
}

async function checkRules(rules: readonly string[] | undefined): Promise<void> {
  const { FIXES } = await import('../lint/fixes/fixes.ts');
  const unknown = rules?.find((rule) => !FIXES.has(rule));
  if (unknown !== undefined)
    throw new CannotRun(`There is no fix for "${unknown}"; rules with one are ${[...FIXES.keys()].join(', ')}.`);
}

/** A JSON array becomes lines first; then its lines are mended. */
async function fix(file: string, out: string, flags: FixFlags, context: CliContext): Promise<FixReport> {
  const first = await fixOnce(file, out, flags, context);
  if (!first.fixed['json-array-file']) return first;
  const { addCounts } = await import('../lint/fixReport.ts');
  const then = await fixOnce(out, out, flags, context);
  addCounts(then.fixed, first.fixed);
  return { ...then, changed: first.changed, before: first.before };
}

/** Nothing was mended, and the file is to stay where it is. */
class Unchanged extends Error {}

async function fixOnce(file: string, out: string, flags: FixFlags, context: CliContext): Promise<FixReport> {
  const { fixSource } = await import('../lint/fixSource.ts');
  const { NoArray } = await import('../lint/arrayLines.ts');
  const { signal } = context;
  const progress = createProgress(context);
  const [from, to] = [resolve(context.cwd, file), resolve(context.cwd, out)];
  const source = await openFile(from).catch((error: unknown) => {
    throw failure(`${file} cannot be read`, error);
  });
  let report: FixReport | undefined;
  try {
    await replaceFile(to, async (handle) => {
      const { rule: rules, purpose, provider } = flags;
      const onProgress = (bytes: number) => {
        progress.show(bytes / source.size, file);
      };
      let pieces: Buffer[] = [];
      let held = 0;
      const flush = async () => {
        await handle.writeFile(Buffer.concat(pieces));
        [pieces, held] = [[], 0];
      };
      report = await fixSource(
        source,
        file,
        { rules, purpose, provider },
        async (piece) => {
          pieces.push(piece);
          held += piece.length;
          if (held >= WRITE_BYTES) await flush();
        },
        { signal, onProgress },
      );
      await flush();
      signal.throwIfAborted();
      if (from === to && report.changed + report.removed === 0) throw new Unchanged();
    });
  } catch (error) {
    if (signal.aborted) throw new CannotRun(`Stopped before the end of ${file}: no half-mended file was written.`);
    if (error instanceof NoArray) throw new CannotRun(`${file} cannot be mended: ${error.message}`);
    if (!(error instanceof Unchanged)) throw failure(`${out} cannot be written`, error);
  } finally {
    progress.end();
    await source.close();
  }
  if (!report) throw new CannotRun(`${file} could not be looked through.`);
  return report;
}

/** What went wrong with a file, in one sentence; other errors as they are. */
function failure(what: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const missing = code === 'ENOENT' && what.endsWith('written');
  return new CannotRun(`${what}: ${missing ? 'its folder does not exist' : reasonOf(code)}.`);
}

async function sentences(file: string, out: string, report: FixReport): Promise<string[]> {
  const { sumOf } = await import('../lint/fixReport.ts');
  const { FIXES } = await import('../lint/fixes/fixes.ts');
  const { fixed, left, changed, removed, before, after } = report;
  const rows = Object.entries(fixed).map(([rule, count]) => `  ${FIXES.get(rule)?.label ?? ''}: ${count} (${rule})`);
  const lines = [
    changed > 0 ? `${amount(changed, 'line')} changed` : '',
    removed > 0 ? `${amount(removed, 'line')} removed` : '',
  ];
  const what = sumOf(fixed) > 0 ? `fixed ${amount(sumOf(fixed), 'problem')}` : 'nothing to fix';
  const details = lines.filter((line) => line !== '');
  const bytes = sumOf(fixed) > 0 ? [`${megabytes(before)} -> ${megabytes(after)}`] : [];
  const where = out === file ? '' : `, written to ${out}`;
  const remaining = Object.entries(left).map(([rule, count]) => `  cannot be mended: ${count} (${rule})`);
  return [`${file}: ${[what, ...details, ...bytes].join(', ')}${where}`, ...rows, ...remaining];
}
