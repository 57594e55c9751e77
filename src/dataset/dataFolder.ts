import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Where the embedded baseline keeps its data, and what was sent is noted, unless the user names another folder. */
export const DATA_FOLDER = '.vision-ft';

/**
 * Makes a folder, with those above it. A new `.vision-ft` is kept out of git: its notes hold this machine's paths. A
 * folder of another name is the user's own choice, and theirs to ignore or to share. Rejects with Node's error.
 */
export async function makeDataFolder(path: string): Promise<void> {
  const own = [path, dirname(path)].find((folder) => basename(folder) === DATA_FOLDER);
  if (own !== undefined) {
    await mkdir(dirname(own), { recursive: true });
    if (await isNew(own)) await writeFile(join(own, '.gitignore'), '*\n');
  }
  await mkdir(path, { recursive: true });
}

async function isNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
