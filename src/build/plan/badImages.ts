import { checkImage } from '../../images/check.ts';
import { BuildError } from '../buildError.ts';
import { imageBytes } from '../sources/imageBytes.ts';
import { imagesOfCell } from '../sources/imageCell.ts';
import { undecodable } from '../write/imageParts.ts';
import { inOrder } from '../inOrder.ts';
import type { PlannedRow } from './plan.ts';

/** Images that are looked at side by side. */
const AHEAD = 8;

/** The rows whose image cannot be read, before any row has its number, and why. */
export async function findBadImages(
  rows: readonly PlannedRow[],
  signal: AbortSignal | undefined,
): Promise<Map<PlannedRow, string>> {
  const bad = new Map<PlannedRow, string>();
  for await (const { row, why } of inOrder(rows, AHEAD, async (row) => ({ row, why: await whyBad(row) }))) {
    signal?.throwIfAborted();
    if (why !== undefined) bad.set(row, why);
  }
  return bad;
}

async function whyBad({ image, directory, where }: PlannedRow): Promise<string | undefined> {
  try {
    for (const each of imagesOfCell(image)) {
      const bytes = await imageBytes(each, directory, where);
      await checkImage(bytes).catch((error: unknown) => {
        throw undecodable(each, where, error);
      });
    }
    return undefined;
  } catch (error) {
    if (error instanceof BuildError) return error.message;
    throw error;
  }
}
