import { resolve } from 'node:path';
import { isObject } from '../../dataset/jsonObject.ts';
import { encodeImage, type EncodeFormat, type EncodeOptions } from '../../images/encode.ts';
import { sha256 } from '../../images/hash.ts';
import { BuildError } from '../buildError.ts';
import { imageBytes, WaitingImage } from '../sources/imageBytes.ts';
import { readImageCell } from '../sources/imageCell.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';

/** Encoded images kept for rows that show the same one. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** A cell longer than this is the image itself; its hash stands for it. */
const LONGEST_KEY = 1024;

/** What gives the content part of a cell's image. */
export type Parts = Pick<ImageParts, 'part'>;

/** Encodes each different image once and keeps it, as the JSON of a content part, while the cache has room. */
export class ImageParts {
  private readonly kept = new Map<string, { part: Promise<Buffer>; bytes: number }>();
  private bytes = 0;
  /** The files that were read, by their absolute paths. */
  readonly files = new Map<string, { bytes: number; sha256: string }>();
  private readonly encode: EncodeOptions;
  /** What stands before and behind the base64 in every part. */
  readonly head: string;
  readonly tail: string;

  constructor(image: Recipe['image'] = {}) {
    this.encode = encodingOf(image);
    this.head = partHead(image);
    this.tail = partTail(image);
  }

  get format(): EncodeFormat {
    return this.encode.format;
  }

  /** `{"type":"image_url",...}` with the image of a cell. @throws {BuildError} naming the row when it is no image */
  part(value: unknown, directory: string, where: string): Promise<Buffer> {
    const key = keyOf(value, directory);
    const known = this.kept.get(key);
    if (known) {
      // the least recently asked for stands first
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.part;
    }
    const entry = { part: this.make(value, directory, where), bytes: 0 };
    this.kept.set(key, entry);
    entry.part.then(
      (part) => {
        if (this.kept.get(key) !== entry) return;
        entry.bytes = part.length;
        this.bytes += part.length;
        this.trim();
      },
      () => this.kept.delete(key),
    );
    return entry.part;
  }

  /** SHA-256 that tells an image apart: of its bytes where they were read by now, else of what stands for it. */
  identityOf(value: unknown, directory: string): string {
    const cell = value instanceof WaitingImage ? undefined : readImageCell(value);
    const file = cell && 'path' in cell ? this.files.get(resolve(directory, cell.path)) : undefined;
    if (file) return file.sha256;
    const shown: unknown = value instanceof WaitingImage ? value.toJSON() : value;
    const known = isObject(shown) ? shown['sha256'] : undefined;
    return typeof known === 'string' ? known : sha256(Buffer.from(keyOf(shown, '')));
  }

  private trim(): void {
    for (const [key, { bytes }] of this.kept) {
      if (this.bytes <= CACHE_BYTES) return;
      this.bytes -= bytes;
      this.kept.delete(key);
    }
  }

  private async make(value: unknown, directory: string, where: string): Promise<Buffer> {
    const source = await imageBytes(value, directory, where);
    this.note(value, directory, source);
    const encoded = await encodeImage(source, this.encode).catch((error: unknown) => {
      throw undecodable(value, where, error);
    });
    return Buffer.from(`${this.head}${encoded.toString('base64')}${this.tail}`, 'latin1');
  }

  /** An image that stands in a table changes with it; one in a file of its own does not. */
  private note(value: unknown, directory: string, source: Buffer): void {
    const cell = value instanceof WaitingImage ? undefined : readImageCell(value);
    if (cell && 'path' in cell)
      this.files.set(resolve(directory, cell.path), { bytes: source.length, sha256: sha256(source) });
  }
}

/** How a recipe has images encoded. */
export function encodingOf(image: Recipe['image'] = {}): EncodeOptions {
  return {
    format: image.format ?? 'jpeg',
    quality: image.quality ?? 75,
    maxSide: image.maxSide ?? undefined,
    matchPillow: image.matchPillow ?? true,
    upright: image.bakeOrientation ?? false,
  };
}

/** What stands before the base64 of an image in its content part, and behind it. */
export const partHead = (image: Recipe['image']): string =>
  `{"type":"image_url","image_url":{"url":"data:image/${encodingOf(image).format};base64,`;
export const partTail = (image: Recipe['image']): string => (image?.detail ? `","detail":"${image.detail}"}}` : '"}}');

/** The failure of decoding an image in a sentence. */
export function undecodable(value: unknown, where: string, error: unknown): BuildError {
  const file = typeof value === 'string' && value.length <= LONGEST_KEY ? ` ${value}` : '';
  const why = error instanceof Error ? ` (${error.message.split('\n')[0] ?? ''})` : '';
  return new BuildError(`${where}: the image${file} cannot be decoded${why}; replace it or remove the row.`);
}

/** What stands for the same image wherever it is asked for. */
export function keyOf(value: unknown, directory: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify([value]);
  return `${directory}\n${text.length <= LONGEST_KEY ? text : sha256(Buffer.from(text))}`;
}
