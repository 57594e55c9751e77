import { resolve } from 'node:path';
import { Option } from 'commander';
import { amount, megabytes } from '../dataset/amounts.ts';
import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import { DatasetDocument } from '../dataset/document.ts';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import type { FileReport, Finding } from '../lint/finding.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';
import { knownModels, modelOf, profileOf } from '../providers/profiles.ts';
import { CannotRun, type CliContext } from './context.ts';
import { reasonOf } from './fileReasons.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';

interface LintFlags {
  purpose?: Purpose;
  provider: ProviderId;
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
    .addOption(new Option('--provider <vendor>', 'whose rules count').choices(PROVIDER_IDS).default('openai'))
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
      const profile = profileOf(flags.provider);
      if (flags.model !== undefined && !modelOf(profile, flags.model))
        throw new CannotRun(`The model "${flags.model}" is not known; use one of ${knownModels(profile).join(', ')}.`);
      const reports: FileReport[] = [];
      for (const file of files) {
        const report = await lintOne(file, flags, context);
        reports.push(report);
        if (flags.format === 'text') await printReport(report, context);
      }
      if (flags.format === 'json') context.print(JSON.stringify({ version: 1, files: reports }, null, 2));
      if (flags.format === 'sarif')
        context.print(JSON.stringify((await import('./sarif.ts')).sarifOf(reports), null, 2));
      exit(reports.some(({ counts }) => counts.error > 0) ? 1 : 0);
    });
};

async function lintOne(file: string, flags: LintFlags, context: CliContext): Promise<FileReport> {
  // the linter brings a tokenizer along, which no other command should wait for
  const { lintSource } = await import('../lint/runner.ts');
  return reading(file, context, (source) => lintSource(source, file, flags, { signal: context.signal }));
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

async function printReport(report: FileReport, context: CliContext): Promise<void> {
  if (report.findings.length > 0)
    await reading(report.file, context, async (source) => {
      const document = new DatasetDocument(source, { signal: context.signal });
      await document.indexed;
      for (const finding of report.findings) await printFinding(report.file, finding, document, context);
    });
  context.print(summary(report));
}

async function printFinding(
  file: string,
  finding: Finding,
  document: DatasetDocument,
  context: CliContext,
): Promise<void> {
  const { codeFrame } = await import('../lint/codeFrame.ts');
  const { line, column, severity, message, help, rule } = finding;
  context.print(`${file}:${line}:${column} ${severity} ${message} (${rule})`);
  if (finding.endColumn > column) {
    const text = (await document.lineText(line - 1)) ?? '';
    const frame = codeFrame(text.replace(/^\ufeff/, ''), finding);
    for (const row of frame.split('\n')) context.print(`    ${row}`);
  }
  context.print(`  ${help}\n`);
}

function summary({ file, examples, images, bytes, tokens, cost, counts, findings }: FileReport): string {
  const found = [amount(counts.error, 'error'), amount(counts.warning, 'warning'), amount(counts.info, 'info')].join(
    ', ',
  );
  const all = counts.error + counts.warning + counts.info;
  const shown = findings.length < all ? ` (first ${findings.length.toLocaleString('en')} shown)` : '';
  const holds = [
    amount(examples, 'example'),
    amount(images, 'image'),
    megabytes(bytes),
    `about ${amount(tokens.total, 'token')}`,
  ];
  if (cost && cost.usd > 0)
    holds.push(`about $${cost.usd.toFixed(2)} for ${amount(cost.epochs, 'epoch')} of ${cost.model} (estimate)`);
  return `${file}: ${found}${shown}; ${holds.join(', ')}`;
}
