import { differentBits, HASH_BITS } from '../../images/differentBits.ts';
import { perceptualHash } from '../../images/perceptualHash.ts';
import { BuildError } from '../buildError.ts';
import { imageBytes } from '../sources/imageBytes.ts';
import { imagesOfCell } from '../sources/imageCell.ts';
import { undecodable } from '../write/imageParts.ts';
import { inOrder } from '../inOrder.ts';
import type { PlannedRow } from './plan.ts';
import type { DiverseShots, FewShot, RowShot } from '../recipe/recipeSchema.ts';

/** Examples are chosen from those of the first rows drawn: every one of them is decoded. */
export const LOOKED_AT = 1000;
const AHEAD = 4;
/** What another answer counts beside the image, whose farthest is 1. */
const OTHER_ANSWER = 0.5;
/** From a picture without any detail to one that has some. */
const PLAIN_TO_OTHER = 0.5;

/**
 * The few-shot examples by their rows: `diverse` is replaced by the examples that differ most.
 * @param rows of the training split
 * @throws {BuildError} when there are too few of the type, or an image cannot be decoded
 */
export async function chooseFewShots(fewShot: readonly FewShot[], rows: readonly PlannedRow[]): Promise<RowShot[]> {
  const chosen = fewShot.filter((shot) => 'row' in shot);
  const hashes = fewShot.some((shot) => 'diverse' in shot) ? await hashRows(rows.slice(0, LOOKED_AT)) : [];
  const all: Candidate[] = hashes.flatMap(({ row, hash }) => row.examples.map((example) => ({ ...example, hash })));
  const taken = all.filter(({ id }) => chosen.some(({ row }) => row === id));
  return fewShot.flatMap((shot) => {
    if ('row' in shot) return [shot];
    const found = farthest(candidatesFor(shot, all, taken), taken, shot.diverse);
    taken.push(...found);
    return found.map(({ id }) => ({ row: id }));
  });
}

interface Candidate {
  id: number;
  answer: string | undefined;
  type: string | undefined;
  hash: Hash;
}

type Hash = readonly [number, number] | undefined;

async function hashRows(rows: readonly PlannedRow[]): Promise<{ row: PlannedRow; hash: Hash }[]> {
  const hashed: { row: PlannedRow; hash: Hash }[] = [];
  for await (const each of inOrder(rows, AHEAD, hashRow)) if (each) hashed.push(each);
  return hashed;
}

/** @returns nothing where the image cannot be read and the recipe has the build go on without it */
async function hashRow(row: PlannedRow): Promise<{ row: PlannedRow; hash: Hash } | undefined> {
  const [image] = imagesOfCell(row.image);
  try {
    const bytes = await imageBytes(image, row.directory, row.where);
    const hash = await perceptualHash(bytes).catch((error: unknown) => {
      throw undecodable(image, row.where, error);
    });
    return { row, hash };
  } catch (error) {
    if (!(error instanceof BuildError) || !row.onBadImage) throw error;
    return undefined;
  }
}

function candidatesFor(shot: DiverseShots, all: readonly Candidate[], taken: readonly Candidate[]): Candidate[] {
  const { diverse, type } = shot;
  const candidates = all.filter((each) => !taken.includes(each) && (type === undefined || each.type === type));
  if (candidates.length >= diverse) return candidates;
  const kind = type === undefined ? '' : ` of the type "${type}"`;
  throw new BuildError(
    `The recipe asks for ${diverse} diverse few-shot examples${kind} but the training split has ${candidates.length} to choose from: ask for fewer${type === undefined ? '' : ' or for another type'}.`,
  );
}

/**
 * Farthest-point sampling (Gonzalez 1985): always the one that is farthest from all that were taken; where none was,
 * first the one that is nearest to all. Of equally far ones the first.
 */
function farthest(candidates: readonly Candidate[], taken: readonly Candidate[], count: number): Candidate[] {
  const found: Candidate[] = [];
  const nearest = candidates.map((each) => Math.min(...taken.map((other) => distance(each, other))));
  while (found.length < count) {
    const at = found.length + taken.length === 0 ? middle(candidates) : indexOfLargest(nearest);
    const next = candidates[at];
    if (!next) break;
    found.push(next);
    candidates.forEach((each, index) => {
      nearest[index] = Math.min(nearest[index] ?? 0, distance(each, next));
    });
    nearest[at] = -1;
  }
  return found;
}

function middle(candidates: readonly Candidate[]): number {
  return indexOfLargest(candidates.map((each) => -candidates.reduce((sum, other) => sum + distance(each, other), 0)));
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, at) => (value > (values[best] ?? -Infinity) ? at : best), 0);
}

/** 0 to 1.5: how far the pictures are apart, and more where the answers differ. */
function distance(a: Candidate, b: Candidate): number {
  const answers = wordsOf(a) === wordsOf(b) ? 0 : OTHER_ANSWER;
  if (!a.hash || !b.hash) return answers + (a.hash === b.hash ? 0 : PLAIN_TO_OTHER);
  return answers + differentBits(a.hash, b.hash) / HASH_BITS;
}

const wordsOf = ({ answer = '' }: Candidate) => answer.trim().toLowerCase();
