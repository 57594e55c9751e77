import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PURPOSES } from '../../dataset/purpose.ts';
import { sha256 } from '../../images/hash.ts';
import { pathFrom, type ManifestInput } from './manifest.ts';
import { isSplit } from '../recipe/recipe.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';
import { findSidecar } from '../sources/sidecar.ts';
import { sourceFiles } from '../sources/sourceFiles.ts';

/** Every file and folder that a recipe names to be read, as it names them. */
export function inputsOf({ source, prompt }: Recipe): string[] {
  const sources = isSplit(source) ? PURPOSES.flatMap((split) => source[split]?.path) : [source.path].flat();
  return [...sources, prompt.system].filter((path) => path !== undefined);
}

/** The state of each input; one that is missing is left out, as what says so better comes later. */
export async function describeInputs(recipe: Recipe, folder: string, signal?: AbortSignal): Promise<ManifestInput[]> {
  const described: ManifestInput[] = [];
  const found = await sourceFiles(folder, inputsOf(recipe));
  for (const input of new Set(found.map(({ absolute }) => absolute)))
    described.push(...(await describe(input, folder, signal)));
  return described;
}

async function describe(input: string, folder: string, signal: AbortSignal | undefined): Promise<ManifestInput[]> {
  const state = await stat(input).catch(() => undefined);
  const path = pathFrom(folder, input);
  if (!state) return [];
  if (!state.isDirectory()) return [{ path, bytes: state.size, sha256: await hashOfFile(input, signal) }];
  const names = await namesIn(input);
  const sidecar = await findSidecar(input);
  const list = { path, files: names.length, sha256: sha256(Buffer.from(names.join('\n'))) };
  return [list, ...(sidecar ? await describe(sidecar.path, folder, signal) : [])];
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
