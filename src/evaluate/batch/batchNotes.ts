import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../dataset/replaceFile.ts';
import { EvaluateError } from '../evaluateError.ts';

const noteSchema = z.object({
  /** Tells batches apart, at the vendor too. */
  key: z.string(),
  /** Ids of the examples it asks for. */
  examples: z.array(z.int()),
  /** Id of the uploaded input file. */
  file: z.string().optional(),
  /** Id of the batch, once it is known to be there. */
  batch: z.string().optional(),
});

/** A batch that is not fetched yet, noted from before anything of it is sent. */
export type BatchNote = z.infer<typeof noteSchema>;

const fileIn = (folder: string) => join(folder, 'batches.json');

/** The batches of a run that are under way; `[]` without any. Throws an `EvaluateError` for a file that is none of ours. */
export async function pendingBatches(folder: string): Promise<BatchNote[]> {
  const text = await readFile(fileIn(folder), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  try {
    return z.array(noteSchema).parse(JSON.parse(text));
  } catch {
    throw new EvaluateError(`${fileIn(folder)} is not what this version writes; evaluate into another folder.`);
  }
}

export function keepBatches(folder: string, notes: readonly BatchNote[]): Promise<void> {
  return replaceFile(fileIn(folder), (file) => file.writeFile(`${JSON.stringify(notes)}\n`));
}
