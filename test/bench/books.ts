import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { parquet } from '../support/parquetTables.ts';

/** A table in the shape of the cookbook's: photos, each with some questions and answers. */
export interface Books {
  photos: Buffer[];
  questions: string[][];
  answers: string[][];
}

/** @param examples questions in all; the photos share them as evenly as can be */
export async function books(photos: number, examples: number, width: number, height: number): Promise<Books> {
  const table: Books = { photos: [], questions: [], answers: [] };
  for (let at = 0; at < photos; at++) {
    const count = Math.floor((examples * (at + 1)) / photos) - Math.floor((examples * at) / photos);
    const numbers = Array.from({ length: count }, (_, number) => number);
    table.photos.push(await photo(width, height));
    table.questions.push(numbers.map((number) => `What is at place ${number} of cover ${at}?`));
    table.answers.push(numbers.map((number) => `Stain ${number} of ${at}`));
  }
  return table;
}

/** The table as Hugging Face has it, a file of its own for each so many rows. */
export async function writeShards({ photos, questions, answers }: Books, folder: string, rows = photos.length) {
  await mkdir(folder, { recursive: true });
  for (let from = 0, shard = 0; from < photos.length; from += rows, shard++) {
    const values = photos.slice(from, from + rows).map((bytes, at) => ({ bytes, path: `${from + at}.jpg` }));
    const file = parquet(
      [
        { kind: 'image', name: 'image', values },
        { kind: 'texts', name: 'questions', values: questions.slice(from, from + rows) },
        { kind: 'texts', name: 'answers', values: answers.slice(from, from + rows) },
      ],
      { rowGroupSize: 1000 },
    );
    await writeFile(join(folder, `train-${String(shard).padStart(5, '0')}.parquet`), file);
  }
}

/** A JPEG with other bytes and the same pixels: a comment stands behind its first marker. */
export function commented(jpeg: Buffer, number: number): Buffer {
  const text = Buffer.from(String(number).padStart(12, '0'));
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), text, jpeg.subarray(2)]);
}

/** Stains of random colours: as many bytes as a photo of the size. */
async function photo(width: number, height: number): Promise<Buffer> {
  const raw = { width: Math.ceil(width / 14), height: Math.ceil(height / 14), channels: 3 as const };
  const pixels = randomBytes(raw.width * raw.height * raw.channels);
  return sharp(pixels, { raw }).resize(width, height, { fit: 'fill' }).jpeg({ quality: 75 }).toBuffer();
}
