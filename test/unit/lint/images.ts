import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Images that tests plant in training lines. */

/** A PNG chunk with its sum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** A sound PNG by its structure that claims `side` x `side` pixels. */
export function bombPng(side = 65_536): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A plain RGB picture; another `seed`, another picture. */
export function picture(seed = 1, width = 64, height = 48): Sharp {
  const background = { r: (seed * 67) % 256, g: (seed * 31) % 256, b: (seed * 13) % 256 };
  return sharp({ create: { width, height, channels: 3, background } });
}

export const dataUrl = (bytes: Buffer, mime = 'image/png') => `data:${mime};base64,${bytes.toString('base64')}`;
