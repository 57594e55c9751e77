import { Option } from 'commander';
import { amount } from '../dataset/amounts.ts';
import { openFile } from '../dataset/byteSource.ts';
import type { Purpose } from '../dataset/purpose.ts';
import type { FileReport } from '../lint/finding.ts';
import type { DeepFacts } from '../lint/imagePool.ts';
import { profileOf } from '../providers/profiles.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { describeEstimate, estimateJob } from '../tune/estimate.ts';
import { followEvents } from '../tune/job/events.ts';
import { retrieveJob, type TuningJob } from '../tune/job/job.ts';
import type { Asked, JobNote } from '../tune/job/jobNotes.ts';
import { skippedOf } from '../tune/job/skipped.ts';
import { interruptedLike, startJob, untoldLike } from '../tune/job/startJob.ts';
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
  again?: true;
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
    .option('--again', 'start another job though the same one is under way')
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (train: string, flags: TuneFlags) => {
    needsJobs(profileOf(flags.provider));
    const planned = await estimate(train, flags, context);
    await withProvider(flags, context, (_, __, provider) => tune(provider, train, flags, planned, context));
    exit(0);
  });
};

/** Says what would be sent and what it costs, and asks. */
async function estimate(train: string, flags: TuneFlags, context: CliContext): Promise<Asked['planned']> {
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
  return {
    examples: estimated.examples,
    validation: checked?.examples,
    epochs: estimated.epochs,
    usd: estimated.usd,
  };
}

async function tune(
  provider: Provider,
  train: string,
  flags: TuneFlags,
  planned: Asked['planned'],
  context: CliContext,
): Promise<void> {
  const { client, notes, embedded } = provider;
  const note = await start(provider, train, flags, planned, context);
  const id = note.job ?? '';
  // the embedded server ends with this command
  if (flags.wait !== true && !embedded) {
    context.say(`The job ${id} is under way; vision-ft jobs ${id} shows it.`);
    context.print(flags.format === 'json' ? JSON.stringify({ job: id, model: null, skipped: null }) : id);
    return;
  }
  const events = [];
  for await (const event of followEvents(client, id, { signal: context.signal })) {
    events.push(event);
    context.say(event.message);
    for (const words of inOurWords(event.message)) context.say(`  ${words}`);
  }
  const job = await retrieveJob(client, id);
  await notes.keep({ ...note, told: true });
  const model = job.fine_tuned_model ?? null;
  if (flags.format === 'json') {
    const { count, used, reasons, lines } = skippedOf(events) ?? { count: 0, used: null, reasons: [], lines: [] };
    const skipped = { count, used, reasons, lines: lines.map((line) => ({ file: train, ...line })) };
    context.print(JSON.stringify({ job: id, model, skipped }));
  }
  if (job.status !== 'succeeded' || model === null) throw new NotAllDone(endOf(job));
  if (flags.format === 'text') context.print(model);
}

/** Creates the job, or finds the one that an earlier call was interrupted at. */
async function start(
  provider: Provider,
  train: string,
  flags: TuneFlags,
  planned: Asked['planned'],
  context: CliContext,
): Promise<JobNote> {
  const { notes, profile, recipient } = provider;
  const { validation, model, suffix, epochs, batchSize, learningRateMultiplier, seed, again, wait } = flags;
  const asked: Asked = {
    ...{ provider: profile.id, recipient, model, suffix, planned },
    training: await existingFile(train, context),
    validation: validation === undefined ? undefined : await existingFile(validation, context),
    numbers: { epochs, batchSize, learningRateMultiplier, seed },
  };
  const interrupted = await interruptedLike(notes, asked);
  // whoever waited for it was interrupted, and it may have ended meanwhile
  const untold = wait === true && again !== true ? await untoldLike(notes, asked) : undefined;
  const { note, job, found } = await startJob(provider, interrupted ?? (await notes.begin(asked)), {
    ...{ again, signal: context.signal, goesOn: interrupted !== undefined, since: untold?.at },
    send: (file) => sendFile(provider, file, context),
  });
  if (found) context.say(`The same job was asked for before, as ${job.id}: it is followed; --again starts another.`);
  return note;
}

function endOf({ id, status, error }: TuningJob): string {
  const reason = error?.message ?? '';
  const ended = `The job ${id} ended as ${status}${reason === '' ? '' : `: ${reason}`}`;
  return [ended, ...inOurWords(reason)].join('\n');
}

/** What a vendor's words mean and what to do, where they say something that asks for it. */
function inOurWords(words: string): string[] {
  return explain(words)
    .filter(({ normal }) => normal !== true)
    .map(({ sentence, help }) => `${sentence} ${help}`);
}
