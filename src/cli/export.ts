import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { amount } from '../dataset/amounts.ts';
import { ExportError } from '../tune/export/exportError.ts';
import { defaultFolder, exportTraining, type ExportReport } from '../tune/export/exportTraining.ts';
import { SETTING_NAMES, TRAINER_IDS, type SettingName, type TrainerId } from '../tune/export/trainer.ts';
import { CannotRun, type CliContext } from './context.ts';
import { hyperparameterOption, numberOption } from './numbers.ts';
import { reasonOf } from './fileReasons.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { existingFile } from './trainingFiles.ts';

interface ExportFlags extends Partial<Record<SettingName, number>> {
  for: TrainerId;
  validation?: string;
  out?: string;
  model?: string;
  format: 'text' | 'json';
}

const OWN = "the trainer's own example unless given";

export const addExport: AddCommand = (program, context, exit) => {
  program
    .command('export')
    .description('Write a training file in the form of another trainer, with a configuration and the commands to run.')
    .argument('<file>', 'a training file (JSON lines)')
    .addOption(new Option('--for <trainer>', 'who trains').choices(TRAINER_IDS).makeOptionMandatory())
    .option('--validation <file>', 'the validation file')
    .option('--out <dir>', 'a new or empty folder (default: FILE-TRAINER)')
    .option('--model <model>', `base model; ${OWN}`)
    .option('--epochs <n>', OWN, hyperparameterOption('--epochs', 'epochs'))
    .option(
      '--batch-size <n>',
      `examples of a step on one GPU; ${OWN}`,
      hyperparameterOption('--batch-size', 'batchSize'),
    )
    .option('--learning-rate <x>', OWN, numberOption('--learning-rate', 1e-8, 1, false))
    .option('--seed <n>', OWN, hyperparameterOption('--seed', 'seed'))
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'))
    .action(async (file: string, flags: ExportFlags) => {
      const report = await run(file, flags, context);
      for (const note of report.notes) context.say(note);
      const out = relative(context.cwd, report.out) || '.';
      if (flags.format === 'json') context.print(JSON.stringify({ version: 1, trainer: flags.for, ...report, out }));
      else for (const line of reportText(report, out)) context.print(line);
      exit(0);
    });
};

async function run(file: string, flags: ExportFlags, context: CliContext): Promise<ExportReport> {
  const { signal, cwd } = context;
  const progress = createProgress(context);
  try {
    const request = {
      trainer: flags.for,
      model: flags.model,
      train: await existingFile(file, context),
      validation: flags.validation === undefined ? undefined : await existingFile(flags.validation, context),
      out: resolve(cwd, flags.out ?? defaultFolder(file, { id: flags.for })),
      settings: Object.fromEntries(
        SETTING_NAMES.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
      ),
    };
    return await exportTraining(request, {
      signal,
      onProgress: (fraction, name) => {
        progress.show(fraction, `Exporting ${name}`);
      },
    });
  } catch (error) {
    if (signal.aborted) throw new CannotRun('Stopped: nothing was written.');
    if (error instanceof ExportError) throw new CannotRun(error.message);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    const reason = code === 'ENOSPC' ? 'the disk is full' : reasonOf(code);
    throw new CannotRun(`The export of ${file} cannot be written: ${reason}.`, { cause: error });
  } finally {
    progress.end();
  }
}

function reportText({ data, files, images, model }: ExportReport, out: string): string[] {
  return [
    ...data.map(({ file, examples }) => `${out}/${file}: ${amount(examples, 'example')}`),
    ...(images > 0 ? [`${out}/images: ${amount(images, 'image')}`] : []),
    `${out}/README.md: how to train ${model}, with ${files.filter((file) => file !== 'README.md').join(' and ')}`,
  ];
}
