import { basename, dirname, join, resolve } from 'node:path';
import { exists } from '../dataset/exists.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';
import { profileOf } from '../providers/profiles.ts';
import { SHUFFLE_SEED } from './arms.ts';
import { EvaluateError } from './evaluateError.ts';
import type { Parameters } from './newRun.ts';
import type { RunInfo } from './run.ts';
import { readInfo } from './runFolder.ts';
import { testPathOf } from './runPaths.ts';
import { undiscounted, type TokenPrice } from './spending.ts';
import type { TestSet } from './testSet.ts';

/** What a run was asked with, as `run.json` keeps it. */
export interface Repeat extends Pick<RunInfo, 'model' | 'arm'> {
  provider: ProviderId;
  parameters: Parameters;
  /** Before the discount of a batch. */
  price: TokenPrice | undefined;
  batch: boolean;
  /** `undefined`: the embedded server. */
  baseURL: string | undefined;
  /** Absolute, as `answers` is. */
  test: string;
  answers: string | undefined;
}

const KNOWN = ['temperature', 'max_tokens', 'max_completion_tokens', 'shuffleSeed'];

/** Reads what repeats a run. Throws an `EvaluateError`, one sentence, where something of it is gone or not known here. */
export async function repeatOf(path: string, info: RunInfo): Promise<Repeat> {
  const { model, arm, parameters, baseURL, prices, name } = info;
  const cannot = (why: string) => new EvaluateError(`${name} cannot be repeated: ${why}`);
  const provider = PROVIDER_IDS.find((id) => id === info.provider);
  if (!provider) throw cannot(`its provider "${info.provider}" is none that this version knows.`);
  const unknown = Object.keys(parameters).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw cannot(`this version does not know its parameter "${unknown}".`);
  if (arm === 'shuffled' && parameters['shuffleSeed'] !== SHUFFLE_SEED)
    throw cannot('its images were shuffled with another seed.');
  const test = testPathOf({ path, info });
  if (!(await exists(test))) throw cannot(`its test file ${test} is gone; put it back there.`);
  const answers = info.answers && resolve(path, info.answers.path);
  if (answers !== undefined && !(await exists(answers)))
    throw cannot(`its file of answers ${answers} is gone; put it back there.`);
  const batch = info.batch === true;
  return {
    ...{ provider, model, arm, baseURL, test, answers, batch },
    parameters: {
      temperature: numberIn(parameters['temperature']),
      maxTokens: numberIn(parameters['max_completion_tokens'] ?? parameters['max_tokens']),
    },
    price: batch && prices ? undiscounted(prices, profileOf(provider).batch?.discount.value ?? 0) : prices,
  };
}

/** Throws an `EvaluateError` where the files that were read are not those that the run was made on. */
export function checkSameFiles(info: RunInfo, { path, sha256, answers }: TestSet): void {
  const changed = (file: string) =>
    new EvaluateError(
      `${info.name} cannot be repeated: ${file} has changed since; put back what it was, or evaluate the model anew.`,
    );
  if (sha256 !== info.test.sha256) throw changed(path);
  if (answers?.sha256 !== info.answers?.sha256) throw changed(answers?.path ?? `the file of answers of ${path}`);
}

/** Where a run is repeated, and what that repeat is called. */
export interface RepeatPlace {
  folder: string;
  name: string;
  /** As `run.json` keeps it. */
  repeats: string;
}

/**
 * The folder beside the run's, `RUN-2`, `RUN-3` and so on: the first that is not there, or that was begun as such a
 * repeat and is unfinished. A repeat of a repeat is one of the first.
 */
export async function placeOfRepeat(path: string, info: RunInfo): Promise<RepeatPlace> {
  const repeats = info.repeats ?? basename(path);
  const label = info.repeats === undefined ? info.name : info.name.replace(/ \d+$/, '');
  for (let number = 2; ; number++) {
    const folder = join(dirname(path), `${repeats}-${number}`);
    const place = { folder, name: `${label} ${number}`, repeats };
    if (!(await exists(folder))) return place;
    const there = await readInfo(folder).catch(() => undefined);
    if (there?.repeats === repeats && there.finished === undefined) return place;
  }
}

const numberIn = (value: unknown) => (typeof value === 'number' ? value : undefined);
