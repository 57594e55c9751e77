import { asJob, type TuningJob } from '../../tune/job/job.ts';
import type { JobNote } from '../../tune/job/jobNotes.ts';
import { UNKNOWN } from './knownJobs.ts';

/** A job of which the note alone is known: its vendor is closed, or cannot be asked now. */
export const jobOfNote = (note: JobNote): TuningJob =>
  asJob({ id: note.job ?? note.name, status: UNKNOWN, model: note.model, created_at: note.at / 1000 });
