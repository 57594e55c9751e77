import { basename } from 'node:path';
import type { ProviderProfile } from '../providers/profile.ts';
import { SHUFFLE_SEED, type Arm } from './arms.ts';
import type { NewRun } from './runFolder.ts';
import { fileNameOf, pathFrom } from './runPaths.ts';
import { tokenPriceOf } from './spending.ts';
import type { TestSet } from './testSet.ts';

export interface RunRequest {
  model: string;
  arm: Arm;
  profile: ProviderProfile;
  /** Left out for the embedded server: its address is another one each time. */
  baseURL?: string | undefined;
  toolVersion: string;
  /** The folder's name unless given. */
  name?: string | undefined;
}

/** Name of the run folder: asked again, the same test file, model and control arm find their run. */
export function runName(testPath: string, { model, arm }: Pick<RunRequest, 'model' | 'arm'>): string {
  const parts = [basename(testPath).replace(/\.jsonl$/, ''), model, ...(arm === 'normal' ? [] : [arm])];
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
  const prices = tokenPriceOf(profile, model);
  return {
    ...(name !== undefined && { name }),
    model,
    provider: profile.id,
    ...(baseURL !== undefined && { baseURL }),
    arm,
    parameters: arm === 'shuffled' ? { shuffleSeed: SHUFFLE_SEED } : {},
    test: { path: pathFrom(folder, path), sha256, examples: examples.length },
    ...(answers && { answers: { path: pathFrom(folder, answers.path), sha256: answers.sha256 } }),
    toolVersion,
    ...(prices && { prices }),
  };
}
