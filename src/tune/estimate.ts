import { amount, fileSize } from '../dataset/amounts.ts';
import type { FileReport } from '../lint/finding.ts';
import { clockOf } from '../providers/clock.ts';
import { trainingCost, estimatedEpochs } from '../providers/cost.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { modelOf } from '../providers/profiles.ts';

/** What a job would send and cost, known before anything is sent. */
export interface Estimate {
  /** Of the training file. */
  examples: number;
  /** Of all files. */
  images: number;
  bytes: number;
  tokens: number;
  /** Of the linter. */
  warnings: number;
  /** As given, or the vendor's usual choice. */
  epochs: number;
  /** Training only, validation is free; `undefined` where no price is known. */
  usd: number | undefined;
}

/** @param training the linter's report, made for the vendor and the model of the job */
export function estimateJob(
  profile: ProviderProfile,
  model: string,
  training: FileReport,
  validation: FileReport | undefined,
  epochs: number = estimatedEpochs(training.examples),
): Estimate {
  const files = validation ? [training, validation] : [training];
  const sum = (of: (report: FileReport) => number) => files.reduce((total, report) => total + of(report), 0);
  return {
    examples: training.examples,
    images: sum(({ images }) => images),
    bytes: sum(({ bytes }) => bytes),
    tokens: sum(({ tokens }) => tokens.total),
    warnings: sum(({ counts }) => counts.warning),
    epochs,
    usd: priceOf(profile, model, training, epochs),
  };
}

function priceOf(profile: ProviderProfile, model: string, { cost, tokens }: FileReport, epochs: number) {
  if (cost) return (cost.usd * epochs) / cost.epochs;
  const price = modelOf(profile, model)?.trainingPrice?.value;
  return price === undefined ? undefined : trainingCost(tokens.total, epochs, price);
}

/**
 * The estimate as sentences to agree to: what is sent, what it costs, and what ends when.
 * @param ends when the vendor's own list shuts the model down, `YYYY-MM-DD`
 * @param today `YYYY-MM-DD`
 */
export function describeEstimate(
  profile: ProviderProfile,
  model: string,
  estimate: Estimate,
  ends?: string,
  today = new Date().toISOString().slice(0, 10),
): string {
  const { examples, images, bytes, tokens, warnings, epochs, usd } = estimate;
  const what = `${amount(examples, 'example')}, ${amount(images, 'image')}, ${fileSize(bytes)}, about ${amount(tokens, 'token')}`;
  if (profile.id === 'baseline') return `Train ${model} on ${what}; it stays on this machine and costs nothing.`;
  const each = usd === undefined || epochs === 1 ? '' : `, $${(usd / epochs).toFixed(2)} an epoch`;
  const price = usd === undefined ? 'price unknown' : `about $${usd.toFixed(2)}${each} (estimate)`;
  const warned = warnings === 0 ? [] : [`The linter has ${amount(warnings, 'warning')}.`];
  const send = `Send ${what} to ${profile.name} and train ${model} for ${amount(epochs, 'epoch')}: ${price}.`;
  return [send, ...warned, ...clockOf(profile, model, today, ends)].join(' ');
}
