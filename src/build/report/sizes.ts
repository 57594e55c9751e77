import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { PURPOSES } from '../../dataset/purpose.ts';
import { encodeImage } from '../../images/encode.ts';
import { inspectImage } from '../../images/inspect.ts';
import { imageTokensFor } from '../../providers/imageTokens.ts';
import { openai } from '../../providers/openai.ts';
import type { BuildOptions } from '../buildOptions.ts';
import { chooseFewShots } from '../plan/diverseRows.ts';
import { makePrefix, type Prefix } from '../write/examples.ts';
import { imageBytes } from '../sources/imageBytes.ts';
import { imagesOfCell } from '../sources/imageCell.ts';
import { encodingOf, ImageParts, keyOf, partHead, partTail, undecodable, type Parts } from '../write/imageParts.ts';
import { inOrder } from '../inOrder.ts';
import { FileSink } from '../write/lineSink.ts';
import { outputsOf, type Outputs } from '../outputs.ts';
import { PartSizes } from '../write/partSizes.ts';
import type { Plan } from '../plan/plan.ts';
import { planOutputs } from '../plan/planOutputs.ts';
import { readRecipe, readSystemPrompt } from '../recipe/recipeFile.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';
import { Spool } from '../plan/spool.ts';
import { writeSplit } from '../write/writeSplit.ts';

/** So many different images are encoded, evenly spread over those that were drawn. */
const SAMPLED = 24;
const AHEAD = 4;
const QUALITIES = [30, 50, 65, 75, 85, 95];
const SIDES = [1024, 768, 512];

export interface SizeTable {
  /** The largest file of the recipe, whose size is estimated. */
  file: string;
  /** Images that were encoded, and different ones that were drawn. */
  sampled: number;
  different: number;
  /** Whose formula gives the tokens. */
  model: string;
  rows: SizeRow[];
}

export interface SizeRow {
  /** Pixels of the longer side; null where images keep theirs. */
  maxSide: number | null;
  /** null for PNG, which has none. */
  quality: number | null;
  /** Of one image, on average. */
  imageBytes: number;
  imageTokens: number;
  /** Of the whole file, estimated. */
  fileBytes: number;
  /** Whether the recipe says so. */
  current: boolean;
}

/**
 * What quality and longest side cost in bytes and tokens, measured on a sample of the images that a recipe draws; the
 * same every time. Nothing is written.
 * @throws {BuildError} what would stop the build
 */
export async function sizesOf(
  recipePath: string,
  options: Pick<BuildOptions, 'allowOutside' | 'allowWeb' | 'signal' | 'onProgress'> = {},
): Promise<SizeTable> {
  const folder = dirname(resolve(recipePath));
  const recipe = await readRecipe(recipePath);
  const outputs = outputsOf(recipe, recipePath, folder, folder);
  options.onProgress?.(0, 'Reading rows');
  const spool = new Spool([folder, tmpdir()]);
  try {
    const plan = await planOutputs(recipe, outputs, folder, { ...options, spool });
    const shots = await chooseFewShots(recipe.fewShot ?? [], plan.train ?? []);
    const system = await readSystemPrompt(recipe, folder);
    const prefixWith = (images: Parts) => makePrefix(system, shots, plan.train ?? [], images);
    const file = await largestFile(recipe, outputs, plan, await prefixWith(NO_IMAGES));

    const images = differentImages(outputs, plan);
    const sample = images.filter((_, at) => images.length <= SAMPLED || sampledAt(at, images.length));
    const choices = choicesOf(recipe.image, await longestSide(sample));
    const sums = choices.map(() => ({ bytes: 0, base64: 0, tokens: 0 }));
    let done = 0;
    for await (const encoded of inOrder(sample, AHEAD, (image) => encodeAll(image, choices, options.signal))) {
      options.onProgress?.(++done / sample.length, 'Encoding images');
      for (const [at, sum] of sums.entries()) {
        const { bytes = 0, tokens = 0 } = encoded[at] ?? {};
        sum.bytes += bytes;
        sum.base64 += 4 * Math.ceil(bytes / 3);
        sum.tokens += tokens;
      }
    }
    const around = partHead(recipe.image).length + partTail(recipe.image).length;
    const rows: SizeRow[] = [];
    for (const [at, { image, maxSide, quality, current }] of choices.entries()) {
      const { bytes = 0, base64 = 0, tokens = 0 } = sums[at] ?? {};
      // what every line begins with is known exactly
      const prefix = await prefixWith(new ImageParts(image));
      const own = file.images * (base64 / sample.length + around);
      rows.push({
        ...{ maxSide: maxSide ?? null, quality: quality ?? null },
        imageBytes: Math.round(bytes / sample.length),
        imageTokens: Math.round(tokens / sample.length),
        fileBytes: Math.round(file.textBytes + file.examples * prefix.bytes.length + own),
        current,
      });
    }
    return { file: file.name, sampled: sample.length, different: images.length, model: MODEL?.id ?? '', rows };
  } finally {
    await spool.close();
  }
}

const [MODEL] = openai.models;

const NO_IMAGES = new PartSizes(() => Promise.resolve(0));

/** The file with the most examples, without what each of them begins with: its images, and the bytes of all else. */
async function largestFile(recipe: Recipe, outputs: Outputs, plan: Plan, prefix: Prefix) {
  let largest = { name: '', examples: 0, images: 0, textBytes: 0 };
  for (const split of PURPOSES) {
    const path = outputs[split];
    if (path === undefined) continue;
    const withAnswers = split !== 'test' || recipe.output?.testHasAnswers === true;
    const sink = new FileSink(() => Promise.resolve(), { prefix, images: NO_IMAGES, withAnswers });
    await writeSplit([sink], { rows: plan[split] ?? [] });
    const { examples, images, bytes } = sink.written;
    if (examples <= largest.examples) continue;
    const textBytes = bytes - examples * prefix.bytes.length;
    largest = { name: basename(path), examples, images: images - examples * prefix.images, textBytes };
  }
  return largest;
}

async function longestSide(images: readonly DrawnImage[]): Promise<number> {
  let longest = 0;
  for (const { value, directory, where } of images) {
    const { width = 0, height = 0 } = inspectImage(await imageBytes(value, directory, where));
    longest = Math.max(longest, width, height);
  }
  return longest;
}

interface DrawnImage {
  value: unknown;
  directory: string;
  where: string;
}

function differentImages(outputs: Outputs, plan: Plan): DrawnImage[] {
  const different = new Map<string, DrawnImage>();
  for (const split of PURPOSES)
    if (outputs[split] !== undefined)
      for (const { image, directory, where } of plan[split] ?? [])
        for (const value of imagesOfCell(image)) {
          const key = keyOf(value, directory);
          if (!different.has(key)) different.set(key, { value, directory, where });
        }
  return [...different.values()];
}

/** Whether the place is one of `SAMPLED` evenly spread ones. */
const sampledAt = (at: number, length: number) =>
  Math.floor((at * SAMPLED) / length) !== Math.floor(((at - 1) * SAMPLED) / length);

interface Choice {
  image: NonNullable<Recipe['image']>;
  maxSide: number | undefined;
  quality: number | undefined;
  current: boolean;
}

/** The recipe's own side and quality are among them; a side that no image exceeds is not. */
function choicesOf(image: Recipe['image'] = {}, longest: number): Choice[] {
  const [side, own] = [image.maxSide ?? undefined, encodingOf(image).quality];
  const qualities = image.format === 'png' ? [undefined] : sorted([...QUALITIES, own]);
  const smaller = SIDES.filter((each) => each < longest);
  const sides = [undefined, ...sorted(side === undefined ? smaller : [...smaller, side]).reverse()];
  return sides.flatMap((maxSide) =>
    qualities.map((quality) => ({
      image: { ...image, maxSide, quality: quality ?? own },
      maxSide,
      quality,
      current: maxSide === side && (quality === undefined || quality === own),
    })),
  );
}

const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

async function encodeAll(
  { value, directory, where }: DrawnImage,
  choices: readonly Choice[],
  signal: AbortSignal | undefined,
): Promise<{ bytes: number; tokens: number }[]> {
  const source = await imageBytes(value, directory, where);
  const encoded: { bytes: number; tokens: number }[] = [];
  for (const { image } of choices) {
    signal?.throwIfAborted();
    const bytes = await encodeImage(source, encodingOf(image)).catch((error: unknown) => {
      throw undecodable(value, where, error);
    });
    const { width, height } = inspectImage(bytes);
    encoded.push({ bytes: bytes.length, tokens: imageTokensFor(MODEL, width, height, image.detail ?? undefined) });
  }
  return encoded;
}
