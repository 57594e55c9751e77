import { BuildError } from '../buildError.ts';
import { imagesOfCell } from '../sources/imageCell.ts';
import type { Parts } from './imageParts.ts';
import type { PlannedRow } from '../plan/plan.ts';

/** Grey, 256 x 256: stands for an image that cannot be read, where the recipe wants that. */
const PLACEHOLDER =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAQAAAAEAAQMAAABmvDolAAAAA1BMVEWAgICQdD0xAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAH0lEQVRo3u3BAQ0AAADCoPdPbQ43oAAAAAAAAAAAvg0hAAABfxmcpwAAAABJRU5ErkJggg==';
const COMMA = Buffer.from(',');

/** A row's images as content parts. */
export interface RowImages {
  /** JSON, the parts with commas between them. */
  bytes: Buffer;
  count: number;
}

/** @throws {BuildError} naming the row when an image cannot be read and the recipe wants no placeholder */
export async function rowImages(row: PlannedRow, images: Parts): Promise<RowImages> {
  const parts: Buffer[] = [];
  for (const image of imagesOfCell(row.image)) {
    if (parts.length > 0) parts.push(COMMA);
    parts.push(await partOf(image, row, images));
  }
  const [only = Buffer.alloc(0), ...others] = parts;
  return { bytes: others.length === 0 ? only : Buffer.concat(parts), count: (parts.length + 1) / 2 };
}

async function partOf(image: unknown, { directory, where, onBadImage }: PlannedRow, images: Parts) {
  try {
    return await images.part(image, directory, where);
  } catch (error) {
    if (!(error instanceof BuildError) || !onBadImage) throw error;
    onBadImage(error.message);
    return images.part(PLACEHOLDER, directory, where);
  }
}
