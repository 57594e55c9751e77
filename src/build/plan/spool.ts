import { randomUUID } from 'node:crypto';
import { readSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../buildError.ts';

/** Kept in memory until there is more. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** Where something stands in the spool. */
export interface Span {
  at: number;
  length: number;
}

/**
 * Bytes that wait until they are needed, read again in any order: in memory while they are few, then in a temporary
 * file that has no name from the moment it is open, so that nothing is left of it however the process ends.
 */
export class Spool {
  private readonly folders: readonly string[];
  private readonly room: number;
  private file: Promise<FileHandle> | undefined;
  private descriptor = -1;
  private path = '';
  private end = 0;
  /** Not yet written, by where they stand. */
  private waiting = new Map<number, Buffer>();
  private waitingBytes = 0;
  private readonly leaving = new Set<Map<number, Buffer>>();
  private lastWrite: Promise<void> = Promise.resolve();

  /**
   * @param folders where a file may stand; the first that takes one is used. None: everything stays in memory.
   * @param room bytes kept in memory
   */
  constructor(folders: readonly string[] = [], room = ROOM_BYTES) {
    this.folders = folders;
    this.room = folders.length === 0 ? Infinity : room;
  }

  /** Keeps a copy. @throws {BuildError} when the disk is full */
  async add(bytes: Uint8Array): Promise<Span> {
    const span = { at: this.end, length: bytes.length };
    this.end += bytes.length;
    this.waiting.set(span.at, Buffer.from(bytes));
    this.waitingBytes += bytes.length;
    if (this.waitingBytes > this.room) await this.flush();
    return span;
  }

  async read({ at, length }: Span): Promise<Buffer> {
    const held = this.held(at);
    if (held || length === 0) return held ?? Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(length);
    const file = await this.file;
    for (let filled = 0; file && filled < length;) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled);
      if (bytesRead === 0) throw new BuildError('The temporary file of the build was cut off; build again.');
      filled += bytesRead;
    }
    return buffer;
  }

  /** As `read`, at once: for the few words of a row. */
  readSync({ at, length }: Span): Buffer {
    const held = this.held(at);
    if (held || length === 0) return held ?? Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length;) {
      const bytesRead = readSync(this.descriptor, buffer, filled, length - filled, at + filled);
      if (bytesRead === 0) throw new BuildError('The temporary file of the build was cut off; build again.');
      filled += bytesRead;
    }
    return buffer;
  }

  /** Lets go of everything. Never rejects. */
  async close(): Promise<void> {
    await this.lastWrite.catch(() => undefined);
    this.waiting.clear();
    const file = await this.file?.catch(() => undefined);
    this.file = undefined;
    if (!file) return;
    await file.close().catch(() => undefined);
    // where an open file cannot lose its name, it still has it
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  private held(at: number): Buffer | undefined {
    const waiting = this.waiting.get(at);
    if (waiting) return waiting;
    for (const batch of this.leaving) if (batch.has(at)) return batch.get(at);
    return undefined;
  }

  private flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = new Map();
    this.waitingBytes = 0;
    this.leaving.add(batch);
    this.lastWrite = this.lastWrite.then(async () => {
      await this.write(batch);
      this.leaving.delete(batch);
    });
    return this.lastWrite;
  }

  private async write(batch: ReadonlyMap<number, Buffer>): Promise<void> {
    const [start = 0] = batch.keys();
    const bytes = Buffer.concat([...batch.values()]);
    try {
      const file = await (this.file ??= this.create());
      for (let written = 0; written < bytes.length;)
        written += (await file.write(bytes, written, bytes.length - written, start + written)).bytesWritten;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new BuildError(
        `The images of the table could not be put aside in a temporary file (${why}): make room on the disk and build again.`,
      );
    }
  }

  private async create(): Promise<FileHandle> {
    let failure: unknown;
    for (const folder of this.folders)
      try {
        this.path = join(folder, `.vision-ft-${randomUUID()}.tmp`);
        const file = await open(this.path, 'wx+', 0o600);
        this.descriptor = file.fd;
        await rm(this.path, { force: true }).catch(() => undefined);
        return file;
      } catch (error) {
        failure = error;
      }
    throw failure;
  }
}
