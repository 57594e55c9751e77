import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { makeDataFolder } from '../dataset/dataFolder.ts';
import { replaceFile } from '../dataset/replaceFile.ts';

const sentSchema = z.object({
  version: z.literal(1),
  /** Who has it: the address, or what stands for it. */
  recipient: z.string(),
  path: z.string(),
  /** Bytes, and when it was last written in nanoseconds. */
  size: z.int().min(0),
  written: z.string(),
  /** Of the content, hexadecimal; known once it was sent. */
  sha256: z.string().optional(),
  /** Id at the recipient, once all of it is there. */
  file: z.string().optional(),
  /** What is there of it so far. */
  parts: z
    .object({
      upload: z.string(),
      /** Unix seconds. */
      expires: z.number(),
      partBytes: z.int().min(1),
      /** Ids by their place; null for one that is not there yet. */
      ids: z.array(z.string().nullable()),
    })
    .optional(),
});

/** A file as it was sent to one recipient, or as far as it was. */
export type SentFile = z.infer<typeof sentSchema>;

/**
 * What was sent to one recipient, remembered in a folder, so that nothing is sent twice and what broke off goes on. One
 * small file for each that was sent; several processes may use the folder.
 */
export class SentFiles {
  private readonly folder: string;
  private readonly recipient: string;

  /** @param folder made when it is first needed. @param recipient tells vendors, and accounts' addresses, apart */
  constructor(folder: string, recipient: string) {
    this.folder = folder;
    this.recipient = recipient;
  }

  /** What is known of a file as it is now; begun anew where it is another by now. Throws what the disk says. */
  async of(path: string): Promise<SentFile> {
    const { size, mtimeNs } = await stat(path, { bigint: true });
    const now = { size: Number(size), written: String(mtimeNs) };
    const known = await this.read(this.fileOf(path));
    if (known?.size === now.size && known.written === now.written) return known;
    return { version: 1, recipient: this.recipient, path: resolve(path), ...now };
  }

  /** Ids of whole files of this size by the SHA-256 of their content. */
  async ofSize(size: number): Promise<Map<string, string>> {
    const names = await readdir(this.folder).catch(() => []);
    const all = await Promise.all(names.map((name) => this.read(join(this.folder, name))));
    return new Map(
      all.flatMap((sent) => (sent?.size === size && sent.sha256 && sent.file ? [[sent.sha256, sent.file]] : [])),
    );
  }

  async keep(sent: SentFile): Promise<void> {
    await makeDataFolder(this.folder);
    await replaceFile(this.fileOf(sent.path), (file) => file.writeFile(JSON.stringify(sent)), 0o600);
  }

  private fileOf(path: string): string {
    const name = createHash('sha256')
      .update(`${this.recipient}\n${resolve(path)}`)
      .digest('hex')
      .slice(0, 32);
    return join(this.folder, `${name}.json`);
  }

  /** Nothing where there is none, or another recipient's. */
  private async read(file: string): Promise<SentFile | undefined> {
    try {
      const sent = sentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      return sent.recipient === this.recipient ? sent : undefined;
    } catch {
      return undefined;
    }
  }
}
