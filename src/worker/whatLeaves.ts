import { readTestSet } from '../evaluate/testSet.ts';
import { whatLeaves, type Leaving } from '../evaluate/whatLeaves.ts';
import type { EvaluationRequest } from '../protocol/worker.ts';
import { profileOf } from '../providers/profiles.ts';
import { messagesTokens } from '../providers/textTokens.ts';

/** What asking each of these models for a whole test file sends. */
export async function whatLeavesFor(
  testPath: string,
  { provider, models, price, batch }: EvaluationRequest,
  signal: AbortSignal,
): Promise<Leaving[]> {
  const testSet = await readTestSet(testPath, { signal });
  try {
    const leaving: Leaving[] = [];
    for (const model of models) {
      const request = { profile: profileOf(provider), model, price, batch };
      leaving.push(await whatLeaves(testSet, testSet.examples, request, messagesTokens, signal));
    }
    return leaving;
  } finally {
    await testSet.close();
  }
}
