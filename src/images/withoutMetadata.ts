import type { ImageFacts } from './imageFacts.ts';

/** JPEG segments that hold what a camera or an editor noted: Exif and XMP (APP1), IPTC (APP13), comments. */
const JPEG_NOTES = [0xe1, 0xed, 0xfe];
const PNG_NOTES = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'];
const WEBP_NOTES = ['EXIF', 'XMP '];
/** VP8X flags that announce them (RFC 9649). */
const WEBP_FLAGS = 0x08 | 0x04;

/**
 * An image without EXIF, XMP, IPTC and comments; pixels, colour profiles and all other bytes stay as they are. An EXIF
 * orientation goes too, so that viewers show the image as it is stored. `undefined` for other formats.
 * @param bytes of an image whose structure is sound
 */
export function withoutMetadata(
  bytes: Buffer,
  format: ImageFacts['format'],
): { format: string; bytes: Buffer } | undefined {
  if (format === 'jpeg') return { format, bytes: Buffer.concat(jpegPieces(bytes)) };
  if (format === 'png') return { format, bytes: Buffer.concat(pngPieces(bytes)) };
  if (format === 'webp') return { format, bytes: webp(bytes) };
  return undefined;
}

function jpegPieces(bytes: Buffer): Buffer[] {
  const pieces = [bytes.subarray(0, 2)];
  for (let at = 2; at < bytes.length;) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    if (marker === 0xda) return [...pieces, bytes.subarray(at)];
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    const end = at + 2 + (alone ? 0 : bytes.readUInt16BE(at + 2));
    if (!JPEG_NOTES.includes(marker)) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

function pngPieces(bytes: Buffer): Buffer[] {
  const pieces = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (!PNG_NOTES.includes(bytes.toString('latin1', at + 4, at + 8))) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

function webp(bytes: Buffer): Buffer {
  const pieces = [bytes.subarray(0, 12)];
  const end = 8 + bytes.readUInt32LE(4);
  for (let at = 12; at + 8 <= Math.min(end, bytes.length);) {
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (!WEBP_NOTES.includes(bytes.toString('latin1', at, at + 4))) pieces.push(bytes.subarray(at, next));
    at = next;
  }
  const made = Buffer.concat(pieces);
  made.writeUInt32LE(made.length - 8, 4);
  if (made.toString('latin1', 12, 16) === 'VP8X') made.writeUInt8(made.readUInt8(20) & ~WEBP_FLAGS, 20);
  return made;
}
