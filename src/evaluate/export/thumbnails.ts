import { decodeDataUrl, parseDataUrl } from '../../dataset/dataUrl.ts';
import { whyNotDrawn } from '../../images/drawable.ts';
import { inspectImage } from '../../images/inspect.ts';
import { thumbnail } from '../../images/thumbnail.ts';
import { imageUrls } from '../images.ts';
import type { TestExample, TestSet } from '../testSet.ts';
import { examplesOf, type Evaluation } from './evaluation.ts';
import type { Thumbnails } from './htmlExport.ts';

/** Pixels of a picture's longer side, for a place of 96 on a screen of nearly twice the density. */
const SIDE = 160;
/** Pictures that are made to tell how large all will be. */
const SAMPLED = 12;

export interface ThumbnailOptions {
  signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

type Pictured = TestExample & { image: string };

/** An example for each distinct image that the runs were asked about. */
function picturedIn(testSet: TestSet, evaluation: Evaluation): Pictured[] {
  const wanted = new Set([...examplesOf(evaluation)].flatMap(({ image }) => image ?? []));
  return testSet.examples.filter((example): example is Pictured => {
    // the first example of an image stands for all
    return example.image !== undefined && wanted.delete(example.image);
  });
}

/** The pictures of the examples as small WEBP. Left out: what lies behind web addresses, and what cannot be drawn. */
export async function* thumbnailsOf(
  testSet: TestSet,
  evaluation: Evaluation,
  { signal, onProgress }: ThumbnailOptions = {},
): Thumbnails {
  const pictured = picturedIn(testSet, evaluation);
  for (const [at, example] of pictured.entries()) {
    signal?.throwIfAborted();
    const webp = await thumbnailFor(testSet, example);
    if (webp) yield { image: example.image, webp };
    onProgress?.((at + 1) / pictured.length);
  }
}

/** How many pictures there are, and about how many bytes they add to a page: judged by some of them. */
export async function sizeOfThumbnails(
  testSet: TestSet,
  evaluation: Evaluation,
  signal?: AbortSignal,
): Promise<{ images: number; bytes: number }> {
  const pictured = picturedIn(testSet, evaluation);
  const step = Math.max(1, Math.floor(pictured.length / SAMPLED));
  const sampled = pictured.filter((_, at) => at % step === 0);
  let bytes = 0;
  for (const example of sampled) {
    signal?.throwIfAborted();
    bytes += (await thumbnailFor(testSet, example))?.length ?? 0;
  }
  // three bytes are four characters of base64
  const share = sampled.length === 0 ? 0 : (pictured.length / sampled.length) * (4 / 3);
  return { images: pictured.length, bytes: Math.round(bytes * share) };
}

async function thumbnailFor(testSet: TestSet, example: TestExample): Promise<Uint8Array | undefined> {
  const { messages } = await testSet.request(example);
  const [url = ''] = imageUrls(messages.findLast(({ role }) => role === 'user'));
  const data = parseDataUrl(url);
  if (!data) return undefined;
  const bytes = decodeDataUrl(data);
  // judged by its header before anything decodes it
  return whyNotDrawn(inspectImage(bytes)) ? undefined : thumbnail(bytes, SIDE);
}
