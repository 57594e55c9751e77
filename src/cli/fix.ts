import { Option } from 'commander';
import { amount, megabytes } from '../dataset/amounts.ts';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import type { FixReport } from '../lint/fixReport.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';
import { CannotRun, type CliContext } from './context.ts';
import { optionsFor } from './lint.ts';
import type { AddCommand } from './program.ts';

interface FixFlags {
  rule?: string[];
  out?: string;
  purpose?: Purpose;
  provider?: ProviderId;
  config?: string;
  yes?: true;
  imagesTo?: string;
  format: 'text' | 'json';
}

export const addFix: AddCommand = (program, context, exit) => {
  program
    .command('fix')
    .description('Mend what lint finds, as far as nothing is lost that training would see.')
    .argument('<file>', 'training file (JSON lines)')
    .option('--rule <id...>', 'what these rules find, also where the fix is not a safe one')
    .option('--out <file>', 'where the mended file is written; in place of the file unless given')
    .addOption(new Option('--purpose <purpose>', 'what the file is for; by its name unless given').choices(PURPOSES))
    .addOption(
      new Option('--provider <vendor>', 'whose rules count; that of the config, else openai').choices(PROVIDER_IDS),
    )
    .option('--config <file>', 'severities of rules; the nearest vision-ft.config.json unless given')
    .option('--images-to <dir>', 'only this: images become files there, and lines hold their addresses')
    .option('--yes', 'do not ask before images are fetched from the web')
    .addOption(
      new Option('--format <format>', 'text for people, json for programs').choices(['text', 'json']).default('text'),
    )
    .action(async (file: string, flags: FixFlags) => {
      await checkRules(flags.rule);
      const out = flags.out ?? file;
      if (flags.imagesTo !== undefined) {
        await extract(file, out, flags.imagesTo, flags, context);
        exit(0);
        return;
      }
      const { fixFile } = await import('./fixFile.ts');
      const lint = await optionsFor(file, flags, context);
      const fixing = { file, out, options: { ...lint, rules: flags.rule }, yes: flags.yes === true };
      const report = await fixFile(fixing, context);
      if (flags.format === 'json') context.print(JSON.stringify(resultOf(file, out, lint.provider, report), null, 2));
      else for (const line of await sentences(file, out, report)) context.print(line);
      exit(0);
    });
};

/** Images out into files: no vendor takes such a file, so it takes the place of none. */
async function extract(file: string, out: string, folder: string, flags: FixFlags, context: CliContext): Promise<void> {
  if (flags.out === undefined) throw new CannotRun('Name a file behind --out: no vendor takes one without its images.');
  const { extractFile } = await import('./fixFile.ts');
  const { images, places, before, after } = await extractFile(file, out, folder, context);
  if (flags.format === 'json')
    context.print(
      JSON.stringify({ version: 1, file, out, imagesTo: folder, images, places, bytes: { before, after } }),
    );
  else
    context.print(
      `${file}: ${amount(images, 'image')} written to ${folder} (${amount(places, 'place')}), ${megabytes(before)} -> ${megabytes(after)}, written to ${out}`,
    );
}

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
