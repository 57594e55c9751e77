import { l10n, type Uri } from 'vscode';
import type { ByteSource } from '../../dataset/byteSource.ts';
import type { DatasetDocument } from '../../dataset/document.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import type { Backups, Unsaved } from './backups.ts';
import { saveFailure } from './saveFailure.ts';
import { openUri, stateOf, writeUri } from './uriSource.ts';

/**
 * What another program did to a file since it was read or saved here. `rewritten`: in its own place, so that the bytes
 * read before are gone; when it was `replaced` they are still there to be read.
 */
export type DiskChange = 'none' | 'deleted' | 'replaced' | 'rewritten';

/** The file behind a document: who changed it, writing it, and the backup of what is not written yet. */
export class DatasetFile {
  readonly uri: Uri;
  private readonly backups: Backups;
  private stamp: string | undefined;
  /** Which file on disk the document reads from; missing where it reads from none that others can reach. */
  private reads: bigint | undefined;

  constructor(uri: Uri, backups: Backups) {
    this.uri = uri;
    this.backups = backups;
  }

  get name(): string {
    return this.uri.path.split('/').at(-1) ?? '';
  }

  /** Opens the file as it is on disk. @param untitled what a file without a place begins with */
  async open(untitled?: Uint8Array): Promise<{ source: ByteSource; forWorker: WorkerSource }> {
    const state = await stateOf(this.uri);
    const opened = await openUri(this.uri, untitled);
    this.stamp = state?.stamp;
    this.reads = state?.inode;
    return opened;
  }

  async change(): Promise<DiskChange> {
    const now = await stateOf(this.uri);
    if (now?.stamp === this.stamp) return 'none';
    if (!now) return 'deleted';
    return now.inode !== undefined && now.inode === this.reads ? 'rewritten' : 'replaced';
  }

  /** Throws where the lines on disk are not those that were looked at any more. */
  async refuseRewritten(): Promise<void> {
    if ((await this.change()) === 'rewritten')
      throw new Error(
        l10n.t('{0} was rewritten by another program just now: look at it before you edit it.', this.name),
      );
  }

  /** Writes a file whole or not at all. Rejects with one sentence. */
  async write(target: Uri, document: DatasetDocument, signal: AbortSignal): Promise<void> {
    const { bytes, markSaved } = await document.freeze();
    try {
      signal.throwIfAborted();
      await writeUri(target, bytes, signal);
    } catch (error) {
      throw saveFailure(error);
    }
    if (target.toString() !== this.uri.toString()) return;
    markSaved();
    this.stamp = (await stateOf(this.uri))?.stamp;
    // the document goes on reading the file that was replaced
    this.reads = undefined;
  }

  get backupId(): string {
    return this.backups.idOf(this.uri);
  }

  /** Keeps what is not saved, and that alone: all lines of a file that has no place yet. */
  async keep(document: DatasetDocument): Promise<void> {
    const lines = this.uri.scheme === 'untitled' ? await linesOf(document) : await document.unsaved();
    await this.backups.write(this.uri, { stamp: this.stamp, lines });
  }

  forget(): Promise<void> {
    return this.backups.remove(this.uri);
  }

  /** What was unsaved when the file was last open; `fits` tells whether the file is still the one it belongs to. */
  async unsaved(id?: string): Promise<{ lines: Unsaved; fits: boolean } | undefined> {
    const backup = await this.backups.read(this.uri, id);
    return backup && { lines: backup.lines, fits: backup.stamp === this.stamp };
  }

  setAside(lines: Unsaved): Promise<number> {
    return this.backups.setAside(this.uri, lines);
  }
}

async function linesOf(document: DatasetDocument): Promise<Unsaved> {
  const texts = Array.from({ length: document.lineCount }, (_, line) => document.lineWithEnd(line));
  return (await Promise.all(texts)).map((text = '') => ({ text }));
}
