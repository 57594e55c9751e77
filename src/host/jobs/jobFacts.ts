import { basename } from 'node:path';
import { env, l10n } from 'vscode';
import type { JobFact } from '../../protocol/jobPage.ts';
import { clockOf } from '../../providers/clock.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { modelOf } from '../../providers/profiles.ts';
import { hyperparametersOf, type TuningJob } from '../../tune/job/job.ts';
import type { JobNote } from '../../tune/job/jobNotes.ts';
import { formatCount } from '../format.ts';

export interface FactsOf {
  profile: ProviderProfile;
  job: TuningJob;
  note: JobNote | undefined;
  /** Steps of the whole job, where they are known. */
  steps: number | undefined;
  /** When the vendor's own list shuts the model down. */
  shutdown: string | undefined;
  /** Unix milliseconds. */
  now: number;
}

/** What a job is made of, one line each; what is not known is left out. */
export function factsOf({ profile, job, note, steps, shutdown, now }: FactsOf): JobFact[] {
  const { epochs, batchSize, learningRate } = hyperparametersOf(job);
  const examples = (count: number | undefined) =>
    count === undefined ? undefined : l10n.t('{0} examples', formatCount(count));
  const price = modelOf(profile, job.model)?.trainingPrice?.value;
  const tokens = job.trained_tokens;
  const [end] = clockOf(profile, job.model, new Date(now).toISOString().slice(0, 10), shutdown).slice(-1);
  const facts: (JobFact | undefined)[] = [
    fact(l10n.t('tuned from'), job.model),
    {
      name: l10n.t('training file'),
      ...(note
        ? { value: basename(note.training), file: 'training' as const }
        : { value: job.training_file || l10n.t('not known') }),
      ...noted(examples(note?.planned?.examples)),
    },
    note?.validation === undefined
      ? fact(l10n.t('validation file'), job.validation_file ?? undefined)
      : {
          name: l10n.t('validation file'),
          value: basename(note.validation),
          file: 'validation',
          ...noted(examples(note.planned?.validation)),
        },
    fact(
      l10n.t('length'),
      epochs === undefined ? undefined : epochs === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', formatCount(epochs)),
      [
        ...(steps === undefined ? [] : [l10n.t('{0} steps', formatCount(steps))]),
        ...(batchSize === undefined ? [] : [l10n.t('batch size {0}', formatCount(batchSize))]),
      ].join(' · '),
    ),
    fact(l10n.t('learning rate'), learningRate === undefined ? undefined : l10n.t('{0} times the usual', learningRate)),
    fact(l10n.t('seed'), job.seed == null ? undefined : String(job.seed)),
    fact(
      l10n.t('tokens trained'),
      tokens == null ? undefined : formatCount(tokens),
      price === undefined ? undefined : l10n.t('${0} a million', price),
    ),
    fact(l10n.t('created'), timeText(job.created_at)),
    fact(l10n.t('id'), job.id),
    end === undefined ? undefined : { name: l10n.t('ends'), value: end, warning: true },
  ];
  return facts.filter((each) => each !== undefined);
}

const noted = (note: string | undefined) => (note === undefined || note === '' ? {} : { note });

const fact = (name: string, value: string | undefined, note?: string): JobFact | undefined =>
  value === undefined || value === '' ? undefined : { name, value, ...noted(note) };

const timeText = (seconds: number): string | undefined =>
  seconds > 0
    ? new Date(seconds * 1000).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' })
    : undefined;
