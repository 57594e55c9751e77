import { purposeOf, type Purpose } from '../dataset/purpose.ts';
import { PROVIDER_IDS, type ModelFacts, type ProviderId, type ProviderProfile } from '../providers/profile.ts';
import { modelOf, profileOf } from '../providers/profiles.ts';
import { ImageSet } from './imageSet.ts';
import type { DeepFacts } from './imagePool.ts';
import type { Severities } from './judges.ts';
import type { OtherFile, Run } from './rule.ts';

export interface LintOptions {
  provider: ProviderId;
  /** By the file's name where it is not given. */
  purpose?: Purpose | undefined;
  /** For tokens and cost: the vendor's first model where it is not given. */
  model?: string | undefined;
  /** Findings in the report; `counts` are of all. */
  maxFindings?: number | undefined;
  /** Severities that users choose. */
  severities?: Severities | undefined;
}

/** What was found out before the lines are judged. */
export interface Known {
  /** The other splits. */
  against?: readonly OtherFile[] | undefined;
  /** Of images that were decoded, by their digests. */
  decoded?: ReadonlyMap<string, DeepFacts> | undefined;
  /** Why addresses could not be reached. */
  unreachable?: ReadonlyMap<string, string> | undefined;
}

/** One judging of one file: for the vendor that was asked for, and beside it for every other one. */
export interface LintRun {
  run: Run;
  others: readonly Run[];
  severities: Severities;
  model: ModelFacts | undefined;
}

const answersOf = ({ id }: ProviderProfile) =>
  id === 'openai' || id === 'azure' ? (text: string) => ` OpenAI answers: "${text}"` : () => '';

/** @param file the path as given */
export function beginRun(file: string, options: LintOptions, known: Known = {}): LintRun {
  const profile = profileOf(options.provider);
  const runFor = (vendor: ProviderProfile): Run => ({
    profile: vendor,
    purpose: options.purpose ?? purposeOf(file),
    file,
    answers: answersOf(vendor),
    against: known.against ?? [],
    unreachable: known.unreachable ?? new Map(),
    images: new ImageSet(),
  });
  const model = options.model ?? profile.models[0]?.id;
  return {
    run: runFor(profile),
    others: PROVIDER_IDS.filter((id) => id !== profile.id).map((id) => runFor(profileOf(id))),
    severities: options.severities ?? {},
    model: model === undefined ? undefined : modelOf(profile, model),
  };
}
