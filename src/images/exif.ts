import type { ImageFacts } from './imageFacts.ts';

const ORIENTATION = 0x0112;
const GPS_DIRECTORY = 0x8825;

/** A TIFF directory's entries that hold one or more SHORT or LONG numbers, by tag; the first number of each. */
export function readDirectory(tiff: Buffer): Map<number, number> {
  const tags = new Map<number, number>();
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  const count = u16(directory);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    const type = u16(entry + 2);
    const values = u32(entry + 4);
    if (type === 3) tags.set(u16(entry), u16(values <= 2 ? entry + 8 : u32(entry + 8)));
    else if (type === 4) tags.set(u16(entry), u32(values <= 1 ? entry + 8 : u32(entry + 8)));
  }
  return tags;
}

/** Orientation and GPS from an EXIF block (a small TIFF file, with or without `Exif\0\0` before it). A broken block says nothing. */
export function readExif(block: Buffer, facts: ImageFacts): void {
  const tiff = block.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block;
  if (!/^(II\*\0|MM\0\*)/.test(tiff.toString('latin1', 0, 4))) return;
  let tags: Map<number, number>;
  try {
    tags = readDirectory(tiff);
  } catch {
    return; // cameras and editors leave broken blocks behind; viewers ignore them, so do we
  }
  useExifTags(tags, facts);
}

export function useExifTags(tags: ReadonlyMap<number, number>, facts: ImageFacts): void {
  const orientation = tags.get(ORIENTATION);
  if (orientation !== undefined && orientation >= 1 && orientation <= 8) facts.orientation = orientation;
  if (tags.has(GPS_DIRECTORY)) facts.gps = true;
}
