import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256 } from '../../images/hash.ts';
import { BuildError } from '../buildError.ts';
import { partTail, type ImageParts, type Parts } from './imageParts.ts';
import { hashOfFile } from '../record/inputs.ts';
import type { Target } from '../targets.ts';
import type { OutputFiles } from './writer.ts';

/** Images in the form of one vendor, of images that are already encoded. */
export class TargetParts implements Parts {
  private readonly target: Target;
  private readonly images: ImageParts;
  private readonly files: OutputFiles | undefined;
  /** Images of which a file is there, or is being written, by their paths. */
  readonly written = new Map<string, { bytes: number; sha256: string }>();

  /** @param images encoded as the target wants them; @param files missing in a dry run */
  constructor(target: Target, images: ImageParts, files: OutputFiles | undefined) {
    this.target = target;
    this.images = images;
    this.files = files;
  }

  async part(value: unknown, directory: string, where: string): Promise<Buffer> {
    const { hosted, image, limits, profile } = this.target;
    const part = await this.images.part(value, directory, where);
    const [head, tail] = [this.images.head.length, this.images.tail.length];
    const base64 = part.subarray(head, part.length - tail);
    const bytes = Math.floor((base64.length * 3) / 4);
    if (bytes > limits.imageBytes)
      throw new BuildError(
        `${where}: the image takes ${bytes.toLocaleString('en')} bytes; ${profile.name} takes at most ${limits.imageBytes.toLocaleString('en')}: set "image.maxSide" or a lower "image.quality".`,
      );
    if (!hosted) {
      const same = this.images.tail === partTail(image);
      return same ? part : Buffer.concat([part.subarray(0, part.length - tail), Buffer.from(partTail(image))]);
    }
    const file = Buffer.from(base64.toString('latin1'), 'base64');
    const address = fill(hosted.address, { hash: sha256(file), format: image.format ?? 'jpeg' });
    await this.keep(join(hosted.folder, nameIn(address)), file);
    return Buffer.from(
      `{"type":"image_url","image_url":{"url":${JSON.stringify(address).slice(0, -1)}${partTail(image)}`,
    );
  }

  /** Writes an image once; one that is there already has its hash in its name. */
  private async keep(path: string, bytes: Buffer): Promise<void> {
    if (this.written.has(path)) return;
    const hash = sha256(bytes);
    this.written.set(path, { bytes: bytes.length, sha256: hash });
    const there = (await stat(path).catch(() => undefined))?.isFile() ? await hashOfFile(path) : undefined;
    if (there === hash) return;
    const file = await this.files?.create(path);
    await file?.write(bytes);
    await file?.finish();
  }
}

const fill = (address: string, values: Readonly<Record<string, string>>) =>
  address.replaceAll(/\{(hash|format)\}/g, (_, name: string) => values[name] ?? '');

/** The file name at the end of an address, so that the folder can be put on the server as it is. */
const nameIn = (address: string) => basename(new URL(address).pathname);
