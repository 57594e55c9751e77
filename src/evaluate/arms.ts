import sharp from 'sharp';
import { decodeDataUrl, parseDataUrl, toDataUrl } from '../dataset/dataUrl.ts';
import { inspectImage } from '../images/inspect.ts';
import { imageUrls, withImageUrls } from './images.ts';
import { generator } from './random.ts';
import type { RunInfo } from './run.ts';
import type { TestExample, TestRequest, TestSet } from './testSet.ts';

export type Arm = RunInfo['arm'];
export const ARMS: readonly Arm[] = ['normal', 'blank', 'shuffled'];

/** Seed of the shuffled arm; fixed, so that a resumed run goes on with the same images. */
export const SHUFFLE_SEED = 7;
/** Pixels of the blank that stands for an image elsewhere, whose size is not known. */
const UNKNOWN_SIDE = 512;
const GREY = { r: 128, g: 128, b: 128 };

/** Gives the messages to send for an example: as in its line, or with the images of the last user message replaced. */
export type Prepare = (example: TestExample) => Promise<{ messages: Record<string, unknown>[]; tools?: unknown }>;

export function prepareFor(arm: Arm, testSet: TestSet): Prepare {
  const donors = arm === 'shuffled' ? shuffledImages(testSet.examples) : undefined;
  return async (example) => {
    const request = await testSet.request(example);
    const last = request.messages.findLastIndex(({ role }) => role === 'user');
    const user = request.messages[last];
    const urls = imageUrls(user);
    const messages = request.messages.map(({ value }) => withoutWeight(value));
    if (user && urls.length > 0 && arm !== 'normal') {
      const donor = donors?.get(example);
      const others = arm === 'blank' ? await Promise.all(urls.map(blank)) : await imagesOf(donor, testSet);
      messages[last] = withImageUrls(user, (index) => others[index % others.length] ?? urls[index] ?? '');
    }
    return { messages, ...(request.tools !== undefined && { tools: request.tools }) };
  };
}

async function imagesOf(example: TestExample | undefined, testSet: TestSet): Promise<string[]> {
  if (!example) return [];
  const { messages }: TestRequest = await testSet.request(example);
  return imageUrls(messages.findLast(({ role }) => role === 'user'));
}

/** `weight` is for training; vendors refuse it in a request. */
function withoutWeight(message: Record<string, unknown>): Record<string, unknown> {
  const { weight: _weight, ...rest } = message;
  return rest;
}

/** A plain grey picture of the same size. */
async function blank(url: string): Promise<string> {
  const data = parseDataUrl(url);
  const { width = UNKNOWN_SIDE, height = UNKNOWN_SIDE } = data ? inspectImage(decodeDataUrl(data)) : {};
  const png = await sharp({ create: { width, height, channels: 3, background: GREY } })
    .png()
    .toBuffer();
  return toDataUrl('image/png', png);
}

/**
 * The example whose images each example gets: the different images in a random circle, each giving way to the next,
 * so that none keeps its own where there are two or more.
 */
export function shuffledImages(examples: readonly TestExample[]): Map<TestExample, TestExample> {
  const first = new Map<string, TestExample>();
  for (const example of examples)
    if (example.image !== undefined && !first.has(example.image)) first.set(example.image, example);
  const circle = [...first.values()];
  const random = generator(SHUFFLE_SEED);
  for (let i = circle.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [circle[i], circle[j]];
    if (a && b) [circle[i], circle[j]] = [b, a];
  }
  const next = new Map(circle.map((example, at) => [example.image, circle[(at + 1) % circle.length] ?? example]));
  return new Map(
    examples.flatMap((example) => {
      const donor = example.image === undefined ? undefined : next.get(example.image);
      return donor ? [[example, donor]] : [];
    }),
  );
}
