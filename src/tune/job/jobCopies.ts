import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '../../dataset/dataFolder.ts';
import { replaceFile } from '../../dataset/replaceFile.ts';
import type { JobDetails } from './jobDetails.ts';

/** What a vendor told of its jobs, kept for the day on which it tells nothing any more: a file each. */
export class JobCopies {
  private readonly folder: string;

  /** @param folder made when it is first needed */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** @param recipient tells vendors, and accounts' addresses, apart */
  async keep(recipient: string, details: JobDetails): Promise<void> {
    await makeDataFolder(this.folder);
    const text = JSON.stringify({ version: 1, ...details });
    await replaceFile(this.fileOf(recipient, details.job.id), (file) => file.writeFile(text), 0o600);
  }

  /** Nothing where there is none that can be read. */
  async read(recipient: string, id: string): Promise<JobDetails | undefined> {
    try {
      // written above, whole or not at all
      return JSON.parse(await readFile(this.fileOf(recipient, id), 'utf8')) as JobDetails;
    } catch {
      return undefined;
    }
  }

  private fileOf(recipient: string, id: string): string {
    const name = createHash('sha256').update(`${recipient}\n${id}`).digest('hex').slice(0, 32);
    return join(this.folder, `${name}.json`);
  }
}
