import type { JobEvent } from '../../src/tune/job/events.ts';
import { asJob, type TuningJob } from '../../src/tune/job/job.ts';
import type { VendorJob } from './vendorServer.ts';

/** A job as it is read from an answer that says this. */
export const jobSaying = (said: Readonly<Record<string, unknown>> = {}): TuningJob =>
  asJob({ id: 'ftjob-1', status: 'running', model: 'gpt-4o-2024-08-06', created_at: 100, ...said });

/** A job as it stands at a vendor. */
export const jobAtVendor = (said: Readonly<Record<string, unknown>> = {}): VendorJob => ({
  ...{ id: 'ftjob-1', status: 'running', model: 'gpt-4o-2024-08-06', created_at: 100, training_file: 'file-1' },
  ...said,
});

/** An event of a job; `at` in Unix seconds. */
export const eventSaying = (message: string, at = 100, more: Partial<JobEvent> = {}): JobEvent => ({
  ...{ id: `${at} ${message}`, created_at: at, level: 'info', message, type: 'message' },
  ...more,
});

/** An event that carries what was measured. */
export const measurement = (data: Readonly<Record<string, unknown>>, at = 100): JobEvent =>
  eventSaying(`measured ${JSON.stringify(data)}`, at, { type: 'metrics', data });
