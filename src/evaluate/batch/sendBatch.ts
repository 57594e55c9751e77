import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type OpenAI from 'openai';
import type { Batch } from 'openai/resources/batches';
import { withAttempts } from '../attempts.ts';
import { ENDPOINT, inputFileOf } from './batchFiles.ts';
import type { BatchNote } from './batchNotes.ts';

/** Kept by the vendor with the batch, by which it is found again. */
const KEY = 'vision_ft_batch';
/** Batches looked through for one that was created before. */
const LOOKED_THROUGH = 300;

export interface SendOptions {
  client: OpenAI;
  /** Where the input file lies. */
  folder: string;
  signal: AbortSignal;
  /** Notes what is known of the batch by now. */
  keep: () => Promise<void>;
}

/**
 * Uploads the input file of a batch and creates it, each once: what was begun before is looked for at the vendor before
 * it is asked for again. The note learns the ids. Throws the client's error.
 */
export async function sendBatch(note: BatchNote, options: SendOptions): Promise<Batch> {
  const { client, folder, signal, keep } = options;
  // noted before and not known to be created: an earlier call may have come so far
  let askedBefore = note.file !== undefined;
  if (note.file === undefined) {
    const path = inputFileOf(folder, note);
    const file = new File([await openAsBlob(path)], basename(path), { type: 'application/jsonl' });
    const upload = () => client.files.create({ file, purpose: 'batch' }, { signal, maxRetries: 0 });
    note.file = (await withAttempts(upload, signal)).id;
    await keep();
  }
  const input = note.file;
  const batch = await withAttempts(async () => {
    const known = askedBefore ? await findBatch(client, note, signal) : undefined;
    askedBefore = true;
    if (known) return known;
    const metadata = { [KEY]: note.key };
    const asked = { input_file_id: input, endpoint: ENDPOINT, completion_window: '24h', metadata } as const;
    // a try that the client repeats by itself could create the batch twice
    return client.batches.create(asked, { signal, maxRetries: 0 });
  }, signal);
  note.batch = batch.id;
  await keep();
  return batch;
}

/** The batch of a note among the account's newest; an input file belongs to one batch alone. */
async function findBatch(client: OpenAI, note: BatchNote, signal: AbortSignal): Promise<Batch | undefined> {
  let looked = 0;
  for await (const batch of client.batches.list({ limit: 100 }, { signal })) {
    if (batch.metadata?.[KEY] === note.key || batch.input_file_id === note.file) return batch;
    if (++looked >= LOOKED_THROUGH) return undefined;
  }
  return undefined;
}
