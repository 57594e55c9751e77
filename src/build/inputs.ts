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
import { findSidecar } from './sidecar.ts';
import { sourceFiles } from './sourceFiles.ts';

/** Every file and folder that a recipe names to be read: absolute paths, a `*` still in them. */
export function inputPathsOf(recipe: Recipe, folder: string): string[] {
  const { system } = recipe.prompt;
  const named = [...sourcePathsOf(recipe), ...(system === undefined ? [] : [system])];
  return [...new Set(named.map((path) => resolve(folder, path)))];
}

function sourcePathsOf({ source }: Recipe): string[] {
  const sources = isSplit(source) ? PURPOSES.flatMap((split) => source[split] ?? []) : [source];
  return sources.flatMap(({ path }) => path);
}

/** The state of each input; one that is missing is left out. */
export async function describeInputs(recipe: Recipe, folder: string, signal?: AbortSignal): Promise<ManifestInput[]> {
  const described: ManifestInput[] = [];
  const { system } = recipe.prompt;
  const files = (await sourceFiles(folder, sourcePathsOf(recipe))).map(({ absolute }) => absolute);
  const prompt = system === undefined ? [] : [resolve(folder, system)];
  for (const input of new Set([...files, ...prompt])) {
    const found = await stat(input).catch(() => undefined);
    const path = pathFrom(folder, input);
    if (found?.isDirectory()) {
      const names = await namesIn(input);
      described.push({ path, files: names.length, sha256: sha256(Buffer.from(names.join('\n'))) });
      const sidecar = await findSidecar(input);
      if (sidecar) described.push(await describeFile(sidecar.path, folder, signal));
    } else if (found) described.push(await describeFile(input, folder, signal));
  }
  return described;
}

async function describeFile(path: string, folder: string, signal: AbortSignal | undefined): Promise<ManifestInput> {
  const { size } = await stat(path);
  return { path: pathFrom(folder, path), bytes: size, sha256: await hashOfFile(path, signal) };
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
