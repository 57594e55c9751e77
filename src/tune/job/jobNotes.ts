import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDataFolder } from '../../dataset/dataFolder.ts';
import { replaceFile } from '../../dataset/replaceFile.ts';
import { PROVIDER_IDS } from '../../providers/profile.ts';

const optionalNumber = z.number().optional();
const noteSchema = z.object({
  version: z.literal(1),
  /** Tells notes apart. */
  name: z.string(),
  provider: z.enum(PROVIDER_IDS),
  /** Who was asked: the address, or what stands for it. */
  recipient: z.string(),
  /** When, Unix milliseconds. */
  at: z.number(),
  /** The process that uploads and creates. */
  process: z.number(),
  model: z.string(),
  /** Absolute paths. */
  training: z.string(),
  validation: z.string().optional(),
  suffix: z.string().optional(),
  numbers: z.object({
    epochs: optionalNumber,
    batchSize: optionalNumber,
    learningRateMultiplier: optionalNumber,
    seed: optionalNumber,
  }),
  /** What was said before it was agreed to. */
  planned: z
    .object({ examples: z.number(), validation: optionalNumber, epochs: z.number(), usd: optionalNumber })
    .optional(),
  /** Id at the vendor, once it was created. */
  job: z.string().optional(),
  /** The user knows how it ended. */
  told: z.boolean().optional(),
});

/** A job that was asked for in this workspace, from before anything of it was sent. */
export type JobNote = z.infer<typeof noteSchema>;

/** What a note is made of when a job is asked for. */
export type Asked = Omit<JobNote, 'version' | 'name' | 'at' | 'process' | 'job' | 'told'>;

/** A process at work says so this often, and is taken for gone after some silence; milliseconds. */
const SIGN_OF_LIFE_MS = 5_000;
const SILENCE_MS = 20_000;

/**
 * The jobs that were asked for, a small file each, so that they are found again whatever ended in between. Several
 * processes may use the folder.
 */
export class JobNotes {
  private readonly folder: string;
  /** Attempts of this process that are under way. */
  private readonly own = new Set<string>();

  /** @param folder made when it is first needed */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Newest first; files that are no notes are passed over. */
  async all(): Promise<JobNote[]> {
    const names = await readdir(this.folder).catch(() => []);
    const notes = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.read(name.slice(0, -5))),
    );
    return notes.filter((note) => note !== undefined).sort((a, b) => b.at - a.at);
  }

  async read(name: string): Promise<JobNote | undefined> {
    try {
      return noteSchema.parse(JSON.parse(await readFile(this.fileOf(name), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Notes a job before anything of it is sent. */
  async begin(asked: Asked): Promise<JobNote> {
    const at = Date.now();
    const name = `${at.toString(36)}${randomBytes(4).toString('hex')}`;
    const note: JobNote = { ...asked, version: 1, name, at, process: process.pid };
    await this.keep(note);
    return note;
  }

  async keep(note: JobNote): Promise<void> {
    await makeDataFolder(this.folder);
    await replaceFile(this.fileOf(note.name), (file) => file.writeFile(JSON.stringify(note)), 0o600);
  }

  async forget({ name }: JobNote): Promise<void> {
    await rm(this.fileOf(name), { force: true });
  }

  /** Marks a note as worked on by this process, and others see it, until `work` is done. */
  async during<T>(note: JobNote, work: () => Promise<T>): Promise<T> {
    this.own.add(note.name);
    await this.keep({ ...note, process: process.pid });
    const alive = setInterval(() => {
      const now = new Date();
      utimes(this.fileOf(note.name), now, now).catch(() => undefined);
    }, SIGN_OF_LIFE_MS);
    try {
      return await work();
    } finally {
      clearInterval(alive);
      this.own.delete(note.name);
    }
  }

  /** Begun, no job known of, and nobody at work on it. */
  async isInterrupted(note: JobNote): Promise<boolean> {
    if (note.job !== undefined || this.own.has(note.name)) return false;
    if (note.process === process.pid || !isAlive(note.process)) return true;
    const { mtimeMs } = await stat(this.fileOf(note.name)).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs > SILENCE_MS;
  }

  private fileOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
