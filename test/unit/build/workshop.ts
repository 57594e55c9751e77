import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { buildFromRecipe } from '../../../src/build/build.ts';
import type { BuildOptions } from '../../../src/build/buildOptions.ts';

/** The sample that ships with the product. */
export const SAMPLE = fileURLToPath(new URL('../../../samples/emoji/', import.meta.url));
export const SAMPLE_RECIPE = join(SAMPLE, 'emoji.recipe.json');

export interface BuiltLine {
  messages: {
    role: string;
    content: { type: string; text?: string; image_url?: { url: string; detail?: string } }[];
  }[];
}

/** A folder of its own for a test, with what is needed to build in it. */
export class Workshop {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Workshop> {
    return new Workshop(await mkdtemp(join(tmpdir(), 'vision-build-')));
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), content);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  bytes(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  /** A plain image of its own colour. */
  async image(name: string, color: string): Promise<void> {
    const ground = { width: 24, height: 16, channels: 3 as const, background: color };
    await this.write(name, await sharp({ create: ground }).png().toBuffer());
  }

  /** Copies an image of the sample. */
  copy(from: string, to: string): Promise<void> {
    return cp(join(SAMPLE, from), this.path(to));
  }

  async build(recipe: object, options: BuildOptions = {}, name = 'a.recipe.json') {
    await this.write(name, JSON.stringify(recipe));
    return buildFromRecipe(this.path(name), options);
  }

  async lines(name: string): Promise<BuiltLine[]> {
    const text = await this.read(name);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as BuiltLine);
  }
}

/** The text of each message and the image of the last user message, for comparing at a glance. */
export function words(line: BuiltLine | undefined): string[] {
  return (line?.messages ?? []).map(
    ({ role, content }) => `${role}: ${content.map((part) => part.text ?? 'image').join(' + ')}`,
  );
}
