import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { PURPOSES } from '../../dataset/purpose.ts';
import { PROVIDER_IDS } from '../../providers/profile.ts';
import { splitReportSchema } from '../report/splitReport.ts';
import product from '../../../package.json' with { type: 'json' };

/** What a build leaves beside its files, `NAME.build.json`: what they were made of, so that it can be said and checked. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const inputSchema = z.object({
  /** From the recipe's folder, parts divided by `/`. */
  path: z.string(),
  /** Of a file; `files` of a folder, whose `sha256` is that of the list of their names. */
  bytes: count.optional(),
  files: count.optional(),
  sha256,
});

const outputSchema = z.object({
  /** From the manifest's folder, parts divided by `/`. */
  path: z.string(),
  split: z.enum([...PURPOSES, 'answers']),
  /** Of a target's file: the vendor, and the file that it is a part of where that is divided. */
  provider: z.enum(PROVIDER_IDS).optional(),
  unit: z.string().optional(),
  examples: count,
  images: count,
  bytes: count,
  /** Empty where nothing was written to the disk: in a preview. */
  sha256: z.union([sha256, z.literal('')]),
  /** Sources as the recipe names them. */
  sources: z.array(z.string()),
  /** For each line its row of the source and which of that row's exploded rows it is, then the source where it is not the first. */
  lines: z.array(z.union([z.tuple([count, count]), z.tuple([count, count, count])])),
});

const manifestSchema = z.object({
  version: z.literal(1),
  product: z.string(),
  versions: z.object({ node: z.string(), sharp: z.string() }),
  recipe: z.object({ path: z.string(), sha256 }),
  inputs: z.array(inputSchema),
  /** Of the images, where it was sought. */
  quality: z.int().optional(),
  /** Files of images that were read: path from the recipe's folder, bytes, SHA-256. */
  images: z.array(z.tuple([z.string(), count, sha256])),
  outputs: z.array(outputSchema),
  /** Image files that were written for a server: path from the manifest's folder, bytes, SHA-256. */
  hosted: z.array(z.tuple([z.string(), count, sha256])).optional(),
  /** How many rows were left out, or have a placeholder for their image. */
  skipped: count,
  report: splitReportSchema,
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestInput = z.infer<typeof inputSchema>;
export type ManifestOutput = z.infer<typeof outputSchema>;
export type Lines = Pick<ManifestOutput, 'sources' | 'lines'>;

/** What decides, beside recipe and data, which bytes are written. */
export const PRODUCT_VERSION = product.version;
export const VERSIONS: Manifest['versions'] = { node: process.versions.node, sharp: sharp.versions.sharp };

export function manifestOf(made: Omit<Manifest, 'version' | 'product' | 'versions'>): Manifest {
  const { recipe, inputs, quality, images, outputs, hosted = [], skipped, report } = made;
  return {
    version: 1,
    ...{ product: PRODUCT_VERSION, versions: VERSIONS, recipe, inputs },
    ...(quality !== undefined && { quality }),
    ...{ images, outputs },
    ...(hosted.length > 0 && { hosted }),
    ...{ skipped, report },
  };
}

/** The file that an output is, or is a part of. */
export const unitOf = ({ unit, path }: Pick<ManifestOutput, 'unit' | 'path'>): string => unit ?? path;

/** Files as a manifest lists them, from a folder. */
export function fileList(
  files: ReadonlyMap<string, { bytes: number; sha256: string }>,
  folder: string,
): Manifest['images'] {
  const list = [...files].map(([path, state]): Manifest['images'][number] => [
    pathFrom(folder, path),
    state.bytes,
    state.sha256,
  ]);
  return list.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `emoji.recipe.json` -> `emoji.build.json`, in the folder of the built files. */
export function manifestPathOf(recipePath: string, outDir = dirname(resolve(recipePath))): string {
  return join(outDir, `${basename(recipePath).replace(/(\.recipe)?\.json$/, '')}.build.json`);
}

/** How a path stands in a manifest: the same on every machine and in every folder. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** One line a key, and one an entry of a list: a difference in git shows what differs. */
export function manifestText(manifest: Manifest): string {
  const list = (entries: readonly unknown[]) =>
    entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
  // in the schema's order, whether it was read or made
  const entries = Object.entries(manifestSchema.parse(manifest)).map(
    ([key, value]) => `  "${key}": ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`,
  );
  return `{\n${entries.join(',\n')}\n}\n`;
}

/** The manifest at a path; `undefined` when there is none or it is none. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export interface SourceRowPlace {
  /** As the recipe names it. */
  source: string;
  /** 0-based row of the source. */
  row: number;
  /** Which of that row's exploded rows, from 0. */
  exploded: number;
}

/**
 * Where a line of a built file comes from.
 * @param file as the manifest names it: from its folder, parts divided by `/`
 * @param line from 0
 * @returns `undefined` where the manifest does not know that line
 */
export function sourceRowOf(manifest: Manifest, file: string, line: number): SourceRowPlace | undefined {
  const output = manifest.outputs.find(({ path }) => path === file);
  const [row, exploded, at = 0] = output?.lines[line] ?? [];
  const source = output?.sources[at];
  return source === undefined || row === undefined || exploded === undefined ? undefined : { source, row, exploded };
}
