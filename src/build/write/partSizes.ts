import { keyOf, type Parts } from './imageParts.ts';

/** Stands for parts whose bytes nobody looks at. */
let zeros = Buffer.alloc(1024 * 1024);

/** Parts of the right length and no content, each different image made once and never kept: to add up sizes. */
export class PartSizes implements Parts {
  private readonly lengths = new Map<string, Promise<number>>();
  private readonly lengthOf: (...image: Parameters<Parts['part']>) => Promise<number>;

  /** @param lengthOf bytes of an image's part */
  constructor(lengthOf: (...image: Parameters<Parts['part']>) => Promise<number>) {
    this.lengthOf = lengthOf;
  }

  async part(value: unknown, directory: string, where: string): Promise<Buffer> {
    const key = keyOf(value, directory);
    const length = this.lengths.get(key) ?? this.lengthOf(value, directory, where);
    this.lengths.set(key, length);
    const bytes = await length;
    if (zeros.length < bytes) zeros = Buffer.alloc(bytes);
    return zeros.subarray(0, bytes);
  }
}
