import { readMessages } from '../dataset/example.ts';
import { prepareFor } from './arms.ts';
import { bodyFor } from './completion.ts';
import type { CountTokens } from './countTokens.ts';
import { Estimate } from './estimate.ts';
import { imageUrls } from './images.ts';
import { priceOf, type RunRequest } from './newRun.ts';
import type { TestExample, TestSet } from './testSet.ts';

/** What an evaluation sends, known before anything is sent. */
export interface Leaving {
  examples: number;
  images: number;
  bytes: number;
  /** Estimated, as the vendor's formulas count them. */
  tokens: number;
  /** USD, estimated with answers of a usual length; `undefined` where no price is known. */
  usd: number | undefined;
}

/** Reads the examples that will be asked. Throws the signal's reason when aborted. */
export async function whatLeaves(
  testSet: TestSet,
  asked: readonly TestExample[],
  request: Pick<RunRequest, 'profile' | 'model' | 'price' | 'batch'>,
  countTokens: CountTokens,
  signal: AbortSignal,
): Promise<Leaving> {
  const { profile, model } = request;
  const price = priceOf(request);
  const estimate = new Estimate(profile, model, price ?? { input: 0, output: 0 }, countTokens);
  const prepare = prepareFor('normal', testSet);
  const leaving: Leaving = { examples: asked.length, images: 0, bytes: 0, tokens: 0, usd: price && 0 };
  for (const example of asked) {
    signal.throwIfAborted();
    const body = await bodyFor(example, model, {}, prepare);
    const tokens = await estimate.tokens(body);
    leaving.images += readMessages(body.messages, '').flatMap(imageUrls).length;
    leaving.bytes += Buffer.byteLength(JSON.stringify(body));
    leaving.tokens += tokens;
    if (leaving.usd !== undefined) leaving.usd += estimate.usd(tokens, body);
  }
  return leaving;
}
