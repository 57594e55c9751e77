import { APIUserAbortError, type OpenAI } from 'openai';
import { isApiError } from '../../providers/apiErrors.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { createJob } from './createJob.ts';
import type { TuningJob } from './job.ts';
import type { Asked, JobNote, JobNotes } from './jobNotes.ts';

/** Where a job is to be created, and what remembers that it was asked for. */
export interface JobPlace {
  client: OpenAI;
  profile: ProviderProfile;
  notes: JobNotes;
}

export interface StartOptions {
  signal: AbortSignal;
  /** Sends a file (absolute path), unless the vendor has it. @returns its id */
  send: (path: string) => Promise<string>;
  /** Another job, though the same one is under way. */
  again?: boolean | undefined;
  /** The note is of an attempt that was interrupted, and may have come as far as the vendor. */
  goesOn?: boolean | undefined;
  /** When the same job was asked for, and nobody was told how it ended: Unix milliseconds. */
  since?: number | undefined;
}

/**
 * Sends the files and creates the job of a note: one that was just begun, or one that was interrupted anywhere. Nothing
 * is sent or created twice. A job that is refused, or that the user does not want any more, is forgotten.
 * @returns the note with the id of its job; `found`: the job was there already
 */
export function startJob(
  { client, profile, notes }: JobPlace,
  note: JobNote,
  { signal, send, again, goesOn = false, since }: StartOptions,
): Promise<{ note: JobNote; job: TuningJob; found: boolean }> {
  const { model, training, validation, suffix, numbers, at } = note;
  return notes.during(note, async () => {
    try {
      const trainingFile = await send(training);
      const validationFile = validation === undefined ? undefined : await send(validation);
      const request = { model, trainingFile, validationFile, suffix, ...numbers };
      const first = goesOn ? at : since;
      const begunAt = first === undefined ? undefined : Math.floor(first / 1000);
      const { job, found } = await createJob(client, profile, request, { signal, begunAt, again });
      const known = found ? (await notes.all()).find((other) => other.job === job.id) : undefined;
      if (known) await notes.forget(note);
      else await notes.keep({ ...note, job: job.id });
      return { note: known ?? { ...note, job: job.id }, job, found };
    } catch (error) {
      if (signal.aborted || isRefusal(error)) await notes.forget(note);
      throw error;
    }
  });
}

/** The vendor's last word: the same request would be refused again. */
const isRefusal = (error: unknown): boolean =>
  isApiError(error) &&
  !(error instanceof APIUserAbortError) &&
  error.status !== undefined &&
  error.status < 500 &&
  ![401, 408, 409, 429].includes(error.status);

/** An attempt at the same job that was interrupted before the job was known. */
export async function interruptedLike(notes: JobNotes, asked: Asked): Promise<JobNote | undefined> {
  for (const note of await notes.all())
    if (sameJob(note, asked) && (await notes.isInterrupted(note))) return { ...note, planned: asked.planned };
  return undefined;
}

/** A note of the same job whose end nobody was told of, for it may have come meanwhile. */
export const untoldLike = async (notes: JobNotes, asked: Asked): Promise<JobNote | undefined> =>
  (await notes.all()).find((note) => note.job !== undefined && note.told !== true && sameJob(note, asked));

function sameJob(note: JobNote, asked: Asked): boolean {
  const of = ({ provider, recipient, model, training, validation, suffix, numbers }: Asked) =>
    JSON.stringify([
      ...[provider, recipient, model, training, validation ?? null, suffix ?? null],
      ...[numbers.epochs, numbers.batchSize, numbers.learningRateMultiplier, numbers.seed].map((n) => n ?? null),
    ]);
  return of(note) === of(asked);
}
