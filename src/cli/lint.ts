import { resolve } from 'node:path';
import { Option } from 'commander';
import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { configPathFor } from '../lint/configPath.ts';
import type { FoundLines } from '../lint/fileJudge.ts';
import type { FileReport } from '../lint/finding.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';
import { knownModels, modelOf, profileOf } from '../providers/profiles.ts';
import { CannotRun, type CliContext } from './context.ts';
import { reasonOf } from './fileReasons.ts';
import type { DeepFacts } from '../lint/imagePool.ts';
import type { LintOptions } from '../lint/lintRun.ts';
import { createProgress } from './progress.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';

interface LintFlags {
  purpose?: Purpose;
  provider?: ProviderId;
  against?: string[];
  depth: 'fast' | 'deep';
  checkUrls?: boolean;
  config?: string;
  model?: string;
  maxFindings?: number;
  format: 'text' | 'json' | 'sarif';
}

export const addLint: AddCommand = (program, context, exit) => {
  program
    .command('lint')
    .description('Find what a vendor would refuse or skip, with the place of each fault.')
    .argument('<file...>', 'training files (JSON lines)')
    .addOption(
      new Option('--purpose <purpose>', 'what the files are for; by their names unless given').choices(PURPOSES),
    )
    .addOption(
      new Option('--provider <vendor>', 'whose rules count; that of the config, else openai').choices(PROVIDER_IDS),
    )
    .option('--against <file...>', 'the other splits: images that are in them too are found')
    .addOption(
      new Option('--depth <depth>', 'deep decodes every distinct image').choices(['fast', 'deep']).default('fast'),
    )
    .option('--check-urls', 'ask every web address whether it gives an image')
    .option('--config <file>', 'severities of rules; the nearest vision-ft.config.json unless given')
    .option('--model <model>', 'model whose tokens and price are estimated')
    .option(
      '--max-findings <n>',
      'findings shown for a file; all are counted',
      numberOption('--max-findings', 0, Number.MAX_SAFE_INTEGER),
    )
    .addOption(
      new Option('--format <format>', 'text for people, json for programs, sarif for code scanning')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .action(async (files: string[], flags: LintFlags) => {
      const reports: FileReport[] = [];
      const decoded = new Map<string, DeepFacts>();
      for (const file of files) {
        const lines: FoundLines = new Map();
        const report = await lintOne(file, flags, { decoded, lines }, context);
        reports.push(report);
        if (flags.format !== 'text') continue;
        const { printFindings, summary } = await import('./lintText.ts');
        if (report.findings.length > 0)
          await reading(file, context, (source) => printFindings(report, source, lines, context));
        context.print(summary(report));
      }
      if (flags.format === 'json') context.print(JSON.stringify({ version: 1, files: reports }, null, 2));
      if (flags.format === 'sarif')
        context.print(JSON.stringify((await import('./sarif.ts')).sarifOf(reports), null, 2));
      exit(reports.some(({ counts }) => counts.error > 0) ? 1 : 0);
    });
};

/** @param decoded images that were decoded before @param lines filled with the lines that have findings */
async function lintOne(
  file: string,
  flags: LintFlags,
  { decoded, lines }: { decoded: Map<string, DeepFacts>; lines: FoundLines },
  context: CliContext,
): Promise<FileReport> {
  const options = await optionsFor(file, flags, context);
  // the linter brings a tokenizer along, which no other command should wait for
  const [{ lintSource }, { findOut }] = await Promise.all([import('../lint/runner.ts'), import('../lint/findOut.ts')]);
  const against = (flags.against ?? [])
    .map((other) => ({ file: other, path: resolve(context.cwd, other) }))
    .filter(({ path }) => path !== resolve(context.cwd, file));
  for (const other of against) await reading(other.file, context, () => Promise.resolve());
  const progress = createProgress(context);
  try {
    return await reading(file, context, async (source) => {
      const { signal } = context;
      const known = await findOut(source, { ...flags, against }, decoded, { signal, onProgress: progress.show });
      const onProgress = (bytes: number) => {
        progress.show(source.size === 0 ? 1 : bytes / source.size, `checking ${file}`);
      };
      return lintSource(source, file, options, { ...known, lines, signal, onProgress });
    });
  } finally {
    progress.end();
  }
}

/** What the flags say, else the config. */
export async function optionsFor(
  file: string,
  flags: Pick<LintFlags, 'purpose' | 'provider' | 'config' | 'model' | 'maxFindings'>,
  context: CliContext,
): Promise<LintOptions> {
  const path = resolve(context.cwd, file);
  const found = await configFor(path, flags.config, context);
  const provider = flags.provider ?? found?.config.provider ?? 'openai';
  const { model, maxFindings } = flags;
  const profile = profileOf(provider);
  if (model !== undefined && !modelOf(profile, model))
    throw new CannotRun(`The model "${model}" is not known; use one of ${knownModels(profile).join(', ')}.`);
  const purpose = flags.purpose ?? found?.purpose;
  return { provider, purpose, model, maxFindings, severities: found?.config.rules };
}

/** @param given the config that was asked for, as given; the nearest one to the file otherwise */
async function configFor(path: string, given: string | undefined, { cwd }: CliContext) {
  const where = given === undefined ? await configPathFor(path) : resolve(cwd, given);
  if (where === undefined) return undefined;
  // the schema brings a library along
  const { ConfigError, purposeIn, readConfig } = await import('../lint/config.ts');
  try {
    const found = await readConfig(where);
    return { config: found.config, purpose: purposeIn(found, path) };
  } catch (error) {
    if (error instanceof ConfigError) throw new CannotRun(error.message);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new CannotRun(`${given ?? where} cannot be read: ${reasonOf(code)}.`);
  }
}

/** Opens a file for the time of one use; what goes wrong with the file becomes one sentence. */
async function reading<T>(file: string, context: CliContext, use: (source: ByteSource) => Promise<T>): Promise<T> {
  let source: ByteSource | undefined;
  try {
    source = await openFile(resolve(context.cwd, file));
    return await use(source);
  } catch (error) {
    if (context.signal.aborted) throw new CannotRun(`Stopped before the end of ${file}.`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new CannotRun(`${file} cannot be read: ${reasonOf(code)}.`);
  } finally {
    await source?.close();
  }
}
