/**
 * Epochs a vendor chooses by itself: the rule of OpenAI's cookbook notebook on data preparation, written for an older
 * model, hence an estimate.
 */
export function estimatedEpochs(examples: number): number {
  if (examples === 0) return 3;
  if (examples * 3 < 100) return Math.min(25, Math.floor(100 / examples));
  if (examples * 3 > 25_000) return Math.max(1, Math.floor(25_000 / examples));
  return 3;
}

/**
 * Estimated price of a training in USD.
 * @param trainedTokens sum over the examples of min(tokens, training context)
 * @param price USD for a million tokens
 */
export function trainingCost(trainedTokens: number, epochs: number, price: number): number {
  return (trainedTokens * epochs * price) / 1_000_000;
}
