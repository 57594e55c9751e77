import { open } from 'node:fs/promises';
import { chatLine } from './lines.ts';

const DIGITS = 8;
const BLOCK_LINES = 256;

export interface BigFileOptions {
  /** Data URL in every line but the last. */
  image: string;
  /** The last line, as it is to stand in the file. */
  lastLine: string;
}

/**
 * Writes a valid training file of about `bytes` bytes: the same picture in every line, each question numbered, and a
 * last line of one's own.
 * @returns how many lines it has.
 */
export async function writeBigFile(path: string, bytes: number, { image, lastLine }: BigFileOptions): Promise<number> {
  const mark = '0'.repeat(DIGITS);
  const line = Buffer.from(`${chatLine(`Question [${mark}]: What is it?`, 'Noise', image)}\n`);
  const at = line.indexOf(mark);
  const block = Buffer.concat(Array.from({ length: BLOCK_LINES }, () => line));
  const blocks = Math.max(1, Math.floor((bytes - lastLine.length) / block.length));
  const file = await open(path, 'w');
  try {
    for (let written = 0; written < blocks; written++) {
      for (let i = 0; i < BLOCK_LINES; i++)
        block.write(String(written * BLOCK_LINES + i + 1).padStart(DIGITS, '0'), i * line.length + at);
      await file.write(block);
    }
    await file.write(`${lastLine}\n`);
  } finally {
    await file.close();
  }
  return blocks * BLOCK_LINES + 1;
}
