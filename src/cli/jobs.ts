import { Option } from 'commander';
import type OpenAI from 'openai';
import { profileOf } from '../providers/profiles.ts';
import { readCheckpoints } from '../tune/job/checkpoints.ts';
import { allEvents } from '../tune/job/events.ts';
import { listJobs, retrieveJob, type TuningJob } from '../tune/job/job.ts';
import { orNone } from '../tune/job/jobDetails.ts';
import { readResultRows } from '../tune/job/resultFile.ts';
import type { CliContext } from './context.ts';
import type { AddCommand } from './program.ts';
import { addProviderOptions, withProvider, type ProviderFlags } from './provider.ts';
import { needsJobs } from './trainingFiles.ts';

interface JobsFlags extends ProviderFlags {
  format: 'text' | 'json';
}

export const addJobs: AddCommand = (program, context, exit) => {
  const command = program
    .command('jobs')
    .description('List the fine-tuning jobs, or show one with its events and metrics.')
    .argument('[id]', 'id of a job')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (id: string | undefined, flags: JobsFlags) => {
    needsJobs(profileOf(flags.provider));
    await withProvider(flags, context, (client) =>
      id === undefined ? showAll(client, flags, context) : showOne(client, id, flags, context),
    );
    exit(0);
  });
};

async function showAll(client: OpenAI, { format }: JobsFlags, context: CliContext): Promise<void> {
  const jobs = await listJobs(client, Number.POSITIVE_INFINITY, context.signal);
  if (format === 'json') context.print(JSON.stringify({ version: 1, jobs }));
  else if (jobs.length === 0) context.say('There are no jobs yet.');
  else for (const job of jobs) context.print(oneLine(job));
}

async function showOne(client: OpenAI, id: string, { format }: JobsFlags, context: CliContext): Promise<void> {
  const { signal } = context;
  const job = await retrieveJob(client, id, signal);
  const events = await allEvents(client, id, signal);
  const metrics = await orNone(() => readResultRows(client, job, signal), []);
  if (format === 'json') {
    const checkpoints = await orNone(() => readCheckpoints(client, id, signal), []);
    context.print(JSON.stringify({ version: 1, job, events, checkpoints, metrics }));
    return;
  }
  context.print(oneLine(job));
  for (const { created_at, level, message } of events)
    context.print(`${time(created_at)}  ${level === 'info' ? '' : `${level}: `}${message}`);
  for (const row of metrics)
    context.print(
      Object.entries(row)
        .map(([name, value]) => `${name} ${value}`)
        .join('  '),
    );
}

const oneLine = ({ id, created_at, status, model, fine_tuned_model }: TuningJob): string =>
  [id, time(created_at), status, model, ...(fine_tuned_model == null ? [] : [fine_tuned_model])].join('  ');

const time = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
