import type OpenAI from 'openai';
import { z } from 'zod';

const number = z.number().optional().catch(undefined);
const checkpointSchema = z.looseObject({
  id: z.string(),
  fine_tuned_model_checkpoint: z.string(),
  step_number: z.number(),
  created_at: z.number().catch(0),
  metrics: z.looseObject({ train_loss: number, valid_loss: number, full_valid_loss: number }).catch({}),
});

/** A model as it was after a step, with what was measured then. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Checkpoints of a job, the latest first. */
export async function readCheckpoints(client: OpenAI, jobId: string, signal?: AbortSignal): Promise<Checkpoint[]> {
  const found: Checkpoint[] = [];
  for await (const each of client.fineTuning.jobs.checkpoints.list(jobId, {}, { signal: signal ?? null })) {
    const { data } = checkpointSchema.safeParse(each);
    if (data) found.push(data);
  }
  return found.sort((a, b) => b.step_number - a.step_number);
}

/** Measured on all of the validation file where the vendor does that, else on a part. */
export const validLossOf = ({ metrics }: Checkpoint): number | undefined =>
  metrics.full_valid_loss ?? metrics.valid_loss;

/** The one with the lowest validation loss, where several say theirs. */
export function bestCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const measured = checkpoints.filter((each) => validLossOf(each) !== undefined);
  if (measured.length < 2) return undefined;
  return measured.reduce((best, each) => ((validLossOf(each) ?? 0) < (validLossOf(best) ?? 0) ? each : best));
}
