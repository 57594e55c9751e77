import { basename } from 'node:path';
import type { ProviderProfile } from '../providers/profile.ts';
import { SHUFFLE_SEED, type Arm } from './arms.ts';
import type { NewRun } from './runFolder.ts';
import { fileNameOf, pathFrom } from './runPaths.ts';
import { discounted, tokenPriceOf, type TokenPrice } from './spending.ts';
import type { TestSet } from './testSet.ts';

export interface RunRequest {
  model: string;
  arm: Arm;
  profile: ProviderProfile;
  /** Left out for the embedded server: its address is another one each time. */
  baseURL?: string | undefined;
  parameters?: Parameters | undefined;
  /** What the user says the model's answers cost; the profile's price unless given. */
  price?: TokenPrice | undefined;
  /** Asked through the vendor's batch endpoint, at its price. */
  batch?: boolean | undefined;
  toolVersion: string;
  /** The folder's name unless given. */
  name?: string | undefined;
  /** Folder of the run that is repeated, as `run.json` keeps it. */
  repeats?: string | undefined;
}

/** What the user asks of the model's answers; the server's own choice where it is left out. */
export interface Parameters {
  temperature?: number | undefined;
  /** Of an answer. */
  maxTokens?: number | undefined;
}

type Named = Pick<RunRequest, 'model' | 'arm' | 'parameters'>;

/** Name of the run folder: asked again, the same test file, model, control arm and parameters find their run. */
export function runName(testPath: string, { model, arm, parameters = {} }: Named): string {
  const { temperature, maxTokens } = parameters;
  const parts = [
    ...[basename(testPath).replace(/\.jsonl$/, ''), model],
    ...(arm === 'normal' ? [] : [arm]),
    ...(temperature === undefined ? [] : [`t${temperature}`]),
    ...(maxTokens === undefined ? [] : [`max${maxTokens}`]),
  ];
  return fileNameOf(parts.join('-'));
}

/** How a run is called where people read it: `nearest-neighbour emoji` for `ft:nearest-neighbour:emoji:ID`. */
export function runLabel({ model, arm }: Pick<RunRequest, 'model' | 'arm'>): string {
  const [kind, base = '', ...rest] = model.split(':');
  // the last part is the vendor's id; what stands before it is the organisation's and the user's
  const name = kind === 'ft' ? [base, ...rest.slice(0, -1)].filter(Boolean).join(' ') : model;
  return arm === 'normal' ? name : `${name}, ${arm} images`;
}

/** What `run.json` says of a run that is about to begin in `folder`. */
export function newRun(testSet: TestSet, folder: string, request: RunRequest): NewRun {
  const { path, sha256, answers, examples } = testSet;
  const { model, arm, profile, baseURL, toolVersion, name } = request;
  const prices = priceOf(request);
  return {
    ...(name !== undefined && { name }),
    model,
    provider: profile.id,
    ...(baseURL !== undefined && { baseURL }),
    arm,
    parameters: parametersOf(request),
    test: { path: pathFrom(folder, path), sha256, examples: examples.length },
    ...(answers && { answers: { path: pathFrom(folder, answers.path), sha256: answers.sha256 } }),
    toolVersion,
    ...(prices && { prices }),
    ...(request.batch === true && { batch: true }),
    ...(request.repeats !== undefined && { repeats: request.repeats }),
  };
}

/** What is asked of every answer, as `run.json` keeps it and requests say it. */
function parametersOf({ arm, profile, baseURL, parameters = {} }: RunRequest): Record<string, unknown> {
  const { temperature, maxTokens } = parameters;
  // newer models of OpenAI know the new name alone, other vendors' servers the old one
  const own = profile.id === 'azure' || (profile.id === 'openai' && (baseURL ?? profile.baseURL) === profile.baseURL);
  return {
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { [own ? 'max_completion_tokens' : 'max_tokens']: maxTokens }),
    ...(arm === 'shuffled' && { shuffleSeed: SHUFFLE_SEED }),
  };
}

/** The fields of each request among what `run.json` keeps. */
export function requestFields({ shuffleSeed: _, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return fields;
}

/** USD for a million tokens of this run's answers; `undefined` when it is not known. */
export function priceOf({
  model,
  profile,
  price,
  batch,
}: Pick<RunRequest, 'model' | 'profile' | 'price' | 'batch'>): TokenPrice | undefined {
  const known = price ?? tokenPriceOf(profile, model);
  return known && batch === true ? discounted(known, profile.batch?.discount.value ?? 0) : known;
}
