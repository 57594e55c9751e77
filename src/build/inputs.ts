import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PURPOSES } from '../dataset/purpose.ts';
import { sha256 } from '../images/hash.ts';
import { pathFrom, type ManifestInput } from './manifest.ts';
import { isSplit } from './recipe.ts';
import type { Recipe } from './recipeSchema.ts';

/** Every file and folder that a recipe names to be read: absolute paths. */
export function inputPathsOf({ source, prompt }: Recipe, folder: string): string[] {
  const sources = isSplit(source) ? PURPOSES.map((split) => source[split]?.path) : [source.path];
  const named = [...sources, prompt.system].flatMap((path) => (path === undefined ? [] : [resolve(folder, path)]));
  return [...new Set(named)];
}

/** The state of each input; one that is missing is left out. */
export async function describeInputs(recipe: Recipe, folder: string, signal?: AbortSignal): Promise<ManifestInput[]> {
  const described: ManifestInput[] = [];
  for (const input of inputPathsOf(recipe, folder)) {
    const found = await stat(input).catch(() => undefined);
    const path = pathFrom(folder, input);
    if (found?.isDirectory()) {
      const names = await namesIn(input);
      described.push({ path, files: names.length, sha256: sha256(Buffer.from(names.join('\n'))) });
    } else if (found) described.push({ path, bytes: found.size, sha256: await hashOfFile(input, signal) });
  }
  return described;
}

/** SHA-256 of a file's bytes; large files are read in pieces. */
export async function hashOfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}

/** Files in a folder and its sub-folders, hidden ones left out, in an order that is the same on every machine. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => pathFrom(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')));
  return names.sort();
}
