import { stat } from 'node:fs/promises';
import { openFile } from '../dataset/byteSource.ts';
import { decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import { readLine, splitQuestion, textOf, type LooseMessage } from '../dataset/example.ts';
import { looseText } from '../dataset/looseText.ts';
import { differentBits, NEAR_BITS } from '../images/differentBits.ts';
import { perceptualHash } from '../images/perceptualHash.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { createDescriber, describeAll } from './describer.ts';
import { byQuestionLevel, questionLevels } from './learner.ts';
import { nearestTo, weightsFor } from './nearestNeighbour.ts';
import { imagesOf, readTrainingFile, turnsOf, type PlacedExample } from './trainingFile.ts';

/** A training example that is near to another one. */
export interface NearExample {
  /** From 0. */
  line: number;
  question: string;
  answer: string;
  /** As the nearest-neighbour baseline measures it: 0 for the same image; `undefined` where one has none. */
  distance: number | undefined;
  /** It asks nearly the same about an image that looks the same, and is answered otherwise. */
  conflict: boolean;
  /** Small picture, WEBP. */
  picture?: Uint8Array;
}

interface Options {
  signal: AbortSignal;
  onProgress?: (fraction: number) => void;
}

interface Index {
  groups: ReadonlyMap<string, readonly PlacedExample[]>;
  /** Leading messages that all lines share. */
  shared: number;
  weights: Map<string, number[] | undefined>;
}

/** Pixels on the longer side of a picture. */
const PICTURE_SIDE = 96;
/** Indexed files remembered. */
const AT_MOST = 3;

/** Finds training examples that are near to an example. A file is read once, and again when its size or date is another. */
export class NearestExamples {
  private readonly indexes = new Map<string, { version: string; index: Index }>();
  private readonly describe = createDescriber();

  /**
   * The `count` examples of a training file nearest to an example in question and image, the nearest first.
   * @param messages of the example; a reference answer at their end is no part of what is asked
   * @param answer the reference answer
   * Rejects where the training file or an image of the example cannot be read.
   */
  async find(
    path: string,
    messages: readonly LooseMessage[],
    answer: string | undefined,
    count: number,
    options: Options,
  ): Promise<NearExample[]> {
    const { groups, shared, weights } = await this.indexOf(path, options);
    const last = messages.findLastIndex(({ role }) => role === 'user');
    const user = messages[last];
    if (!user) return [];
    const urls = messages.slice(0, last + 1).map(imagesOf);
    const asked = {
      question: splitQuestion(textOf(user)).question,
      images: urls.findLast((own) => own.length > 0) ?? [],
    };
    const [level] = questionLevels(asked.question);
    if (!weights.has(level)) weights.set(level, weightsFor(level, groups.get(level) ?? []));
    const query = { question: asked.question, image: await describeAll(this.describe, asked.images) };
    const near = nearestTo(groups, query, weights.get(level), count);
    const looks = await looksOf(asked.images);
    const source = await openFile(path);
    try {
      return await Promise.all(
        near.map(async ({ example, distance }) => {
          const { line, start, length, turn, answer: given } = example;
          const { question } = splitQuestion(example.question);
          const read = readLine((await source.read(start, length)).toString('utf8'), line);
          const images = read.kind === 'chat' ? (turnsOf(read.messages.slice(shared))[turn]?.images ?? []) : [];
          const same = looseText(question) === looseText(asked.question) && alike(looks, await looksOf(images));
          const picture = await pictureOf(images.at(-1));
          const conflict = same && answer !== undefined && answer.trim() !== given;
          return { line, question, answer: given, distance, conflict, ...(picture && { picture }) };
        }),
      );
    } finally {
      await source.close();
    }
  }

  private async indexOf(path: string, { signal, onProgress }: Options): Promise<Index> {
    const { size, mtimeMs } = await stat(path);
    const version = `${size} ${mtimeMs}`;
    const known = this.indexes.get(path);
    if (known?.version === version) return known.index;
    const { examples, shared } = await readTrainingFile(path, this.describe, signal, onProgress);
    const index = { groups: byQuestionLevel(examples), shared, weights: new Map<string, number[] | undefined>() };
    this.indexes.delete(path);
    this.indexes.set(path, { version, index });
    for (const oldest of this.indexes.keys()) if (this.indexes.size > AT_MOST) this.indexes.delete(oldest);
    return index;
  }
}

interface Look {
  url: string;
  hash: readonly [number, number] | undefined;
}

const bytesOf = (url: string | undefined): Buffer | undefined => {
  const data = url === undefined ? undefined : parseDataUrl(url);
  return data && decodeDataUrl(data);
};

const looksOf = (urls: readonly string[]): Promise<Look[]> =>
  Promise.all(
    urls.map(async (url) => {
      const bytes = bytesOf(url);
      return { url, hash: bytes && (await perceptualHash(bytes).catch(() => undefined)) };
    }),
  );

/** Whether images are the same, or look it, one by one. */
const alike = (a: readonly Look[], b: readonly Look[]): boolean =>
  a.length === b.length &&
  a.every(({ url, hash }, at) => {
    const other = b[at];
    if (url === other?.url) return true;
    return hash !== undefined && other?.hash !== undefined && differentBits(hash, other.hash) <= NEAR_BITS;
  });

async function pictureOf(url: string | undefined): Promise<Uint8Array | undefined> {
  const bytes = bytesOf(url);
  return bytes && thumbnail(bytes, PICTURE_SIDE);
}
