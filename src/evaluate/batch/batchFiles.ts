import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchFacts } from '../../providers/profile.ts';
import type { CompletionBody } from '../completion.ts';
import { EvaluateError } from '../evaluateError.ts';
import type { TestExample } from '../testSet.ts';
import type { BatchNote } from './batchNotes.ts';

/** Where the requests of a batch go. */
export const ENDPOINT = '/v1/chat/completions';

const PREFIX = 'example-';
export const customIdOf = ({ exampleId }: Pick<TestExample, 'exampleId'>): string => `${PREFIX}${exampleId}`;
/** `undefined` for an id that is none of ours. */
export const exampleIdOf = (customId: string): number | undefined =>
  customId.startsWith(PREFIX) ? Number(customId.slice(PREFIX.length)) : undefined;

export const inputFileOf = (folder: string, { key }: BatchNote): string => join(folder, `batch-${key}.jsonl`);

/** Takes away input files that a call left which was stopped before it noted them. */
export async function removeStrays(folder: string, notes: readonly BatchNote[]): Promise<void> {
  const noted = new Set(notes.map((note) => inputFileOf(folder, note)));
  for (const name of await readdir(folder))
    if (/^batch-[\w-]+\.jsonl$/.test(name) && !noted.has(join(folder, name))) await rm(join(folder, name));
}

/** Writes requests into input files for batches, a new one wherever the vendor's limits ask for it. */
export class BatchFiles {
  readonly notes: BatchNote[] = [];
  private readonly folder: string;
  private readonly limits: BatchFacts;
  private file: FileHandle | undefined;
  private bytes = 0;

  constructor(folder: string, limits: BatchFacts) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Throws an `EvaluateError` for a request that is larger than a whole file may be. */
  async add(example: TestExample, body: CompletionBody): Promise<void> {
    const line = `${JSON.stringify({ custom_id: customIdOf(example), method: 'POST', url: ENDPOINT, body })}\n`;
    const bytes = Buffer.byteLength(line);
    const { requests, bytes: most } = this.limits;
    if (bytes > most.value)
      throw new EvaluateError(`Line ${example.line + 1} is too large for a batch; ask for it without one.`);
    const current = this.notes.at(-1);
    const full = current && (current.examples.length >= requests.value || this.bytes + bytes > most.value);
    const note = current && !full ? current : await this.begin();
    await this.file?.appendFile(line);
    note.examples.push(example.exampleId);
    this.bytes += bytes;
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  /** Takes away what was written. */
  async discard(): Promise<void> {
    await this.close();
    for (const note of this.notes) await rm(inputFileOf(this.folder, note), { force: true });
  }

  private async begin(): Promise<BatchNote> {
    await this.close();
    const note: BatchNote = { key: randomUUID(), examples: [] };
    await mkdir(this.folder, { recursive: true });
    this.file = await open(inputFileOf(this.folder, note), 'w');
    this.notes.push(note);
    this.bytes = 0;
    return note;
  }
}
