import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDataUrl, parseDataUrl, toDataUrl } from '../../dataset/dataUrl.ts';
import { sha256 } from '../../images/hash.ts';
import { inspectImage } from '../../images/inspect.ts';
import { IMAGES_FOLDER, type Takes } from './trainer.ts';

/** Why an image cannot be exported. */
export type ImageFault = 'image' | 'address' | 'limit';
export type PlacedImage = { image: string } | { fault: ImageFault };

/** Puts images where a trainer reads them; of equal ones there is one file. */
export class ImageSink {
  private readonly folder: string;
  private readonly takes: Takes;
  private readonly written = new Set<string>();
  /** Bytes of all files. */
  bytes = 0;

  /** @param folder that is exported into */
  constructor(folder: string, takes: Takes) {
    this.folder = folder;
    this.takes = takes;
  }

  /** Files written so far. */
  get count(): number {
    return this.written.size;
  }

  /** How a line of the trainer tells an image. @param url as the training file tells it */
  async place(url: string): Promise<PlacedImage> {
    const { images, addresses, limits } = this.takes;
    if (/^https?:/i.test(url)) return addresses ? { image: url } : { fault: 'address' };
    const data = parseDataUrl(url);
    if (!data?.base64) return { fault: 'image' };
    const bytes = decodeDataUrl(data);
    const { format, fault } = inspectImage(bytes);
    if (format === 'unknown' || fault !== undefined) return { fault: 'image' };
    if (limits?.imageFormats?.value.includes(format) === false) return { fault: 'limit' };
    if (bytes.length > (limits?.imageBytes?.error.value ?? Infinity)) return { fault: 'limit' };
    if (images === 'inside') return { image: toDataUrl(`image/${format}`, bytes) };
    return { image: await this.keep(bytes, format === 'jpeg' ? 'jpg' : format) };
  }

  private async keep(bytes: Buffer, extension: string): Promise<string> {
    const name = `${sha256(bytes).slice(0, 20)}.${extension}`;
    if (this.written.size === 0) await mkdir(join(this.folder, IMAGES_FOLDER), { recursive: true });
    if (!this.written.has(name)) {
      await writeFile(join(this.folder, IMAGES_FOLDER, name), bytes);
      this.written.add(name);
      this.bytes += bytes.length;
    }
    // trainers read it on other systems too
    return `${IMAGES_FOLDER}/${name}`;
  }
}
