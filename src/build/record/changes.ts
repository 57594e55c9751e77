import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { hashOfFile } from './inputs.ts';
import { PRODUCT_VERSION, unitOf, VERSIONS, type Manifest, type ManifestInput } from './manifest.ts';

/** What is there now, to be compared with what a manifest says. */
export interface Present {
  recipe: Manifest['recipe'];
  inputs: ManifestInput[];
  /** The files to write, as a manifest names them; one may be divided. */
  outputs: readonly string[];
  /** Where inputs and images begin. */
  folder: string;
  outDir: string;
}

export interface Changes {
  /** Why something is built, one sentence each; none when nothing is. */
  reasons: string[];
  /** The files to write, as a manifest names them. */
  outdated: string[];
}

/**
 * Compares with the last build: whatever was read decides about all files, a built file that is missing or was changed
 * about itself alone.
 */
export async function changesSince(before: Manifest | undefined, now: Present, signal?: AbortSignal): Promise<Changes> {
  const all = [...now.outputs];
  if (!before) return { reasons: ['There is no earlier build to compare with.'], outdated: all };
  const general = [
    ...changedMaking(before, now),
    ...(await changedFiles(before.images, now.folder, signal)),
    ...(await changedFiles(before.hosted ?? [], now.outDir, signal)),
  ];
  if (general.length > 0) return { reasons: general, outdated: all };

  const changes: Changes = { reasons: [], outdated: [] };
  for (const unit of now.outputs) {
    const known = before.outputs.filter((output) => unitOf(output) === unit);
    const files = known.map(({ path, bytes, sha256 }): FileState => [path, bytes, sha256]);
    const reasons =
      known.length > 0 ? await changedFiles(files, now.outDir, signal) : [`${unit} was not built before.`];
    if (reasons.length === 0) continue;
    changes.outdated.push(unit);
    changes.reasons.push(...reasons);
  }
  return changes;
}

function changedMaking(before: Manifest, now: Present): string[] {
  const reasons: string[] = [];
  if (before.product !== PRODUCT_VERSION || before.versions.sharp !== VERSIONS.sharp)
    reasons.push(
      `The last build was made by version ${before.product} with sharp ${before.versions.sharp}; this is ${PRODUCT_VERSION} with sharp ${VERSIONS.sharp}.`,
    );
  if (before.recipe.sha256 !== now.recipe.sha256) reasons.push(sentence(now.recipe.path, 'changed'));
  for (const input of now.inputs) {
    const known = before.inputs.find(({ path }) => path === input.path);
    if (!known) reasons.push(`${input.path} was not read by the last build.`);
    else if (known.sha256 !== input.sha256) reasons.push(sentence(input.path, 'changed'));
  }
  for (const { path } of before.inputs)
    if (!now.inputs.some((input) => input.path === path)) reasons.push(sentence(path, 'missing'));
  return reasons;
}

type FileState = Manifest['images'][number];

async function changedFiles(
  files: readonly FileState[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const reasons: string[] = [];
  for (const [path, bytes, sha256] of files) {
    const state = await stateOf(resolve(folder, path), { bytes, sha256 }, signal);
    if (state !== 'same') reasons.push(sentence(path, state));
  }
  return reasons;
}

type State = 'same' | 'changed' | 'missing';

async function stateOf(
  path: string,
  known: { bytes: number; sha256: string },
  signal: AbortSignal | undefined,
): Promise<State> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return 'missing';
  return found.size === known.bytes && (await hashOfFile(path, signal)) === known.sha256 ? 'same' : 'changed';
}

const sentence = (path: string, state: State) =>
  state === 'missing' ? `${path} is missing.` : `${path} changed since the last build.`;
