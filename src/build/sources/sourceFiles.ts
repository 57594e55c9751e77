import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { BuildError } from '../buildError.ts';

/** A file or folder of a source. */
export interface FoundFile {
  /** From the recipe's folder, as the recipe would name it. */
  path: string;
  absolute: string;
}

/**
 * The files a recipe's `source.path` means: each of a list, and whatever a `*` in a name stands for, sorted by code
 * points, so that the order is the same on every machine. Hidden files are passed over.
 * @param folder of the recipe
 * @throws {BuildError} when a `*` stands for nothing
 */
export async function sourceFiles(folder: string, paths: string | readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of [paths].flat()) {
    const matches = path.includes('*') ? await matching(folder, path) : [path];
    if (matches.length === 0)
      throw new BuildError(
        `No file is called as "${path}" says: correct "source.path" in the recipe (looked for in ${folder}).`,
      );
    found.push(...matches.map((match) => ({ path: match, absolute: resolve(folder, match) })));
  }
  return found;
}

/** `source.path` in words, without folders. */
export function baseNamesOf(paths: string | readonly string[]): string {
  return namesOf([paths].flat().map((path) => basename(path)));
}

/** `source.path` in words. */
export function namesOf(paths: string | readonly string[]): string {
  return [paths].flat().join(', ');
}

async function matching(folder: string, pattern: string): Promise<string[]> {
  let found: string[] = [];
  for (const [at, segment] of pattern.split('/').entries()) {
    const deeper = async (parent: string | undefined) => {
      const pathOf = (name: string) => (parent === undefined ? name : `${parent}/${name}`);
      if (!segment.includes('*')) return [pathOf(segment)];
      // what begins with a slash begins at the root
      const names = await readdir(resolve(folder, parent === '' ? '/' : (parent ?? '.'))).catch(() => []);
      return names.filter((name) => !name.startsWith('.') && fits(name, segment.split('*'))).map(pathOf);
    };
    found = (await Promise.all(at === 0 ? [deeper(undefined)] : found.map(deeper))).flat();
  }
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

/** Whether a name is made of these parts in their order, with anything between them. */
function fits(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.at(-1) ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    at = name.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return name.endsWith(last) && name.length - last.length >= at;
}
