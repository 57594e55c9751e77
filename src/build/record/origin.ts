import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PURPOSES } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { readImageCell } from '../sources/imageCell.ts';
import { hashOfFile } from './inputs.ts';
import { pathFrom, readManifest, sourceRowOf, type Manifest, type ManifestOutput } from './manifest.ts';
import { isSplit } from '../recipe/recipe.ts';
import { readRecipe } from '../recipe/recipeFile.ts';
import type { Recipe, SourceRecipe } from '../recipe/recipeSchema.ts';
import { lineOfRow } from '../sources/rowPlace.ts';
import { openRowSource, type SourceRow } from '../sources/rowSource.ts';
import { namesOf } from '../sources/sourceFiles.ts';

/** The build that wrote a file. */
export interface BuiltBy {
  manifest: Manifest;
  output: ManifestOutput;
  /** Absolute path. */
  recipe: string;
}

/** The source row that a line was made of. */
export interface Origin {
  /** Absolute path of the table, or of the image where the source is a folder. */
  path: string;
  /** Row of that file from 0, and where it begins in its text: line from 0, where it is a text. */
  row: number;
  line?: number;
  /** Which of the examples that were made of the row, from 0. */
  exploded: number;
  /** The file is not as it was when the line was built. */
  changed: boolean;
}

/**
 * Finds the manifest that knows a built file: it stands beside it.
 * @param recipes paths of the recipes there are, for files that were built into another folder
 */
export async function builtBy(file: string, recipes: readonly string[]): Promise<BuiltBy | undefined> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith('.build.json'))) {
    const manifest = await readManifest(join(folder, name));
    const output = manifest?.outputs.find(({ path }) => resolve(folder, path) === file);
    if (!manifest || !output) continue;
    const beside = resolve(folder, manifest.recipe.path);
    const recipe = [beside, ...recipes].find((path) => basename(path) === manifest.recipe.path);
    return { manifest, output, recipe: recipes.includes(beside) ? beside : (recipe ?? beside) };
  }
  return undefined;
}

/**
 * The row of the source that a line of a built file was made of.
 * @param line from 0
 * @param lines of the file as it is now, to see that it is still the one that was built
 * @throws {BuildError} one sentence, when it is not known
 */
export async function originOf(
  file: string,
  line: number,
  lines: number,
  recipes: readonly string[],
  signal?: AbortSignal,
): Promise<Origin> {
  const built = await knownBuild(file, lines, recipes);
  const place = sourceRowOf(built.manifest, built.output.path, line);
  if (!place) throw new BuildError(`Line ${line + 1} of ${basename(file)} was not built: it has no source row.`);
  const recipe = await readRecipe(built.recipe);
  const from = sourceCalled(recipe, place.source);
  if (!from)
    throw new BuildError(`The recipe reads ${place.source} no more, which this example was made of: build it again.`);
  const folder = dirname(built.recipe);
  const row = await readRow(folder, from, place.row, signal);
  if (!row) throw new BuildError(`${place.source} has no row ${place.row + 1} any more: it changed since the build.`);
  const input = resolve(folder, row.file.path);
  const path = imageInFolder(row, from, input) ?? input;
  const line_ = await lineOfRow(path, row.rowInFile, signal);
  return {
    path,
    row: row.rowInFile,
    ...(line_ !== undefined && { line: line_ }),
    exploded: place.exploded,
    changed: await hasChanged(built.manifest, folder, path, signal),
  };
}

/**
 * Which row a few-shot example would name to show a line: that of the training split, counted as exploded.
 * @throws {BuildError} one sentence, when the line is none of the training split
 */
export async function fewShotRowOf(
  file: string,
  line: number,
  lines: number,
  recipes: readonly string[],
): Promise<{ recipe: string; row: number }> {
  const { manifest, output, recipe } = await knownBuild(file, lines, recipes);
  if (output.split !== 'train')
    throw new BuildError(
      `Few-shot examples are rows of the training split, and ${basename(file)} is that of ${output.split}: choose an example there.`,
    );
  const parts = manifest.outputs.filter(({ split }) => split === 'train');
  const before = parts.slice(0, parts.indexOf(output)).reduce((sum, { examples }) => sum + examples, 0);
  return { recipe, row: before + line };
}

async function knownBuild(file: string, lines: number, recipes: readonly string[]): Promise<BuiltBy> {
  const built = await builtBy(file, recipes);
  const name = basename(file);
  if (!built) throw new BuildError(`No build beside ${name} tells what it was made of: build it from its recipe.`);
  if (built.output.lines.length !== lines)
    throw new BuildError(
      `${name} has ${lines} lines and was built with ${built.output.lines.length}: which row each was made of is not known any more.`,
    );
  return built;
}

/** The source of that name; those of several splits may be one. */
function sourceCalled({ source }: Recipe, name: string): SourceRecipe | undefined {
  const all = isSplit(source) ? PURPOSES.flatMap((split) => source[split] ?? []) : [source];
  return all.find(({ path }) => namesOf(path) === name);
}

async function readRow(
  folder: string,
  from: SourceRecipe,
  row: number,
  signal: AbortSignal | undefined,
): Promise<SourceRow | undefined> {
  const source = await openRowSource(folder, from.path);
  let found: SourceRow | undefined;
  const visit = (each: SourceRow) => {
    found = each;
  };
  await source.scan(visit, signal, { rows: [row] });
  return found;
}

/** A row of a folder is one of its images. */
function imageInFolder({ file, values }: SourceRow, from: SourceRecipe, input: string): string | undefined {
  if (resolve(file.directory) !== input) return undefined;
  const cell = readImageCell(values[from.image ?? 'image']);
  return cell && 'path' in cell ? resolve(file.directory, cell.path) : undefined;
}

async function hasChanged(manifest: Manifest, folder: string, path: string, signal: AbortSignal | undefined) {
  const name = pathFrom(folder, path);
  const image = manifest.images.find(([each]) => each === name)?.[2];
  const known = manifest.inputs.find((input) => input.path === name)?.sha256 ?? image;
  return known !== undefined && (await hashOfFile(path, signal).catch(() => '')) !== known;
}
