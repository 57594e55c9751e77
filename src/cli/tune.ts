import { Option } from 'commander';
import { amount } from '../dataset/amounts.ts';
import { openFile } from '../dataset/byteSource.ts';
import type { Purpose } from '../dataset/purpose.ts';
import type { FileReport } from '../lint/finding.ts';
import type { DeepFacts } from '../lint/imagePool.ts';
import { profileOf } from '../providers/profiles.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { describeEstimate, estimateJob } from '../tune/estimate.ts';
import { createJob, followEvents, type FineTuningJob } from '../tune/job.ts';
import { skippedIn, type Skipped } from '../tune/skipped.ts';
import { explain } from '../lint/explain/explain.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { hyperparameterOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { addProviderOptions, askBefore, withProvider, type Provider, type ProviderFlags } from './provider.ts';
import { optionsFor } from './lint.ts';
import { existingFile, needsJobs, sendFile } from './trainingFiles.ts';

interface TuneFlags extends ProviderFlags {
  validation?: string;
  model: string;
  epochs?: number;
  batchSize?: number;
  learningRateMultiplier?: number;
  suffix?: string;
  seed?: number;
  wait?: true;
  yes?: true;
  format: 'text' | 'json';
}

export const addTune: AddCommand = (program, context, exit) => {
  const command = program
    .command('tune')
    .description('Upload the files and start a fine-tuning job.')
    .argument('<train>', 'the training file (JSON lines)')
    .requiredOption('--model <model>', 'base model; the baselines are prior and nearest-neighbour')
    .option('--validation <file>', 'the validation file')
    .option('--epochs <n>', 'chosen by the vendor unless given', hyperparameterOption('--epochs', 'epochs'))
    .option('--batch-size <n>', 'chosen by the vendor unless given', hyperparameterOption('--batch-size', 'batchSize'))
    .option(
      '--learning-rate-multiplier <x>',
      'chosen by the vendor unless given',
      hyperparameterOption('--learning-rate-multiplier', 'learningRateMultiplier'),
    )
    .option('--suffix <text>', 'part of the name of the tuned model')
    .option('--seed <n>', 'random unless given', hyperparameterOption('--seed', 'seed'))
    .option('--wait', 'follow the job to its end')
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (train: string, flags: TuneFlags) => {
    needsJobs(profileOf(flags.provider));
    await estimate(train, flags, context);
    await withProvider(flags, context, (_, __, provider) => tune(provider, train, flags, context));
    exit(0);
  });
};

/** Says what would be sent and what it costs, and asks. */
async function estimate(train: string, flags: TuneFlags, context: CliContext): Promise<void> {
  const { provider, model, epochs, validation } = flags;
  const profile: ProviderProfile = profileOf(provider);
  // the linter brings a tokenizer along, which no other command should wait for
  const [{ lintSource }, { findOut }] = await Promise.all([import('../lint/runner.ts'), import('../lint/findOut.ts')]);
  const { signal } = context;
  const decoded = new Map<string, DeepFacts>();
  const lint = async (file: string, purpose: Purpose) => {
    const source = await openFile(await existingFile(file, context));
    try {
      const options = await optionsFor(file, { provider, purpose, maxFindings: 0 }, context);
      // what is skipped later is found before it is paid for
      const known = await findOut(source, { depth: 'deep' }, decoded, { signal });
      return said(file, await lintSource(source, file, { ...options, model }, { ...known, signal }));
    } finally {
      await source.close();
    }
  };
  const said = (file: string, report: FileReport) => {
    const { error } = report.counts;
    if (error > 0)
      context.say(`${file} has ${amount(error, 'error')}; vision-ft lint ${file} --provider ${provider} shows them.`);
    return report;
  };
  const training = await lint(train, 'train');
  const checked = validation === undefined ? undefined : await lint(validation, 'validation');
  const estimated = estimateJob(profile, model, training, checked, epochs);
  await askBefore(describeEstimate(profile, model, estimated), flags.yes, context);
}

async function tune(provider: Provider, train: string, flags: TuneFlags, context: CliContext): Promise<void> {
  const { client, embedded } = provider;
  const { signal } = context;
  const trainingFile = await sendFile(provider, train, context);
  const validationFile =
    flags.validation === undefined ? undefined : await sendFile(provider, flags.validation, context);
  const { id } = await createJob(client, { ...flags, trainingFile, validationFile }, signal);
  // the embedded server ends with this command
  if (flags.wait !== true && !embedded) {
    context.say(`The job ${id} is under way; vision-ft jobs ${id} shows it.`);
    context.print(flags.format === 'json' ? JSON.stringify({ job: id, model: null, skipped: null }) : id);
    return;
  }
  let skipped: Skipped | undefined;
  for await (const event of followEvents(client, id, { signal })) {
    skipped = skippedIn(event.message) ?? skipped;
    context.say(event.message);
    for (const words of inOurWords(event.message)) context.say(`  ${words}`);
  }
  const job = await client.fineTuning.jobs.retrieve(id);
  const model = job.fine_tuned_model;
  if (flags.format === 'json')
    context.print(
      JSON.stringify({
        job: id,
        model,
        skipped: skipped
          ? { ...skipped, lines: skipped.lines.map((line) => ({ file: train, ...line })) }
          : { count: 0, used: null, reasons: [], lines: [] },
      }),
    );
  if (job.status !== 'succeeded' || model === null) throw new NotAllDone(endOf(job));
  if (flags.format === 'text') context.print(model);
}

function endOf({ id, status, error }: FineTuningJob): string {
  const reason = error?.message;
  const ended = `The job ${id} ended as ${status}${reason === undefined || reason === '' ? '' : `: ${reason}`}`;
  return [ended, ...inOurWords(reason ?? '')].join('\n');
}

/** What a vendor's words mean and what to do, where they say something that asks for it. */
function inOurWords(words: string): string[] {
  return explain(words)
    .filter(({ normal }) => normal !== true)
    .map(({ sentence, help }) => `${sentence} ${help}`);
}
