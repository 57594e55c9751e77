import { basename } from 'node:path';
import type { Purpose } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { sizeText } from '../recipe/byteSize.ts';
import type { Prefix } from './examples.ts';
import type { Parts } from './imageParts.ts';
import { bytesOf, Counted, type Line, type LineSink } from './lineSink.ts';
import { shardPath, type Target } from '../targets.ts';
import type { OutputFile, OutputFiles } from './writer.ts';

/** Some vendors ask for it in front of a file, and only they take it. */
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
/** What a line may be longer than those before it. */
const SPARE = 2;

export interface ShardsOf {
  target: Target;
  split: Purpose;
  path: string;
  /** Examples that are to come. */
  examples: number;
  prefix: Prefix;
  images: Parts;
  withAnswers: boolean;
  /** Missing in a dry run. */
  files: OutputFiles | undefined;
}

interface Shard {
  file: OutputFile | undefined;
  counted: Counted;
}

/** A split for a vendor, divided into as many files as its limits ask for. */
export class Shards implements LineSink {
  readonly prefix: Prefix;
  readonly images: Parts;
  readonly withAnswers: boolean;
  private readonly of: ShardsOf;
  private readonly fewest: number;
  private readonly mark: Buffer;
  private readonly shards: Shard[] = [];
  private longest = 0;
  private left: number;

  /** @throws {BuildError} when the vendor wants more examples */
  constructor(of: ShardsOf) {
    const { target, split, examples } = of;
    this.of = of;
    this.prefix = of.prefix;
    this.images = of.images;
    this.withAnswers = of.withAnswers;
    this.left = examples;
    this.fewest = split === 'train' ? target.limits.fewest : 1;
    this.mark = target.profile.limits.byteOrderMark ? BYTE_ORDER_MARK : Buffer.alloc(0);
    if (examples < this.fewest)
      throw new BuildError(
        `${target.profile.name} trains on at least ${this.fewest} examples but the training split has ${examples}: raise "sample.train", or take the target out.`,
      );
  }

  async add(line: Line): Promise<void> {
    const bytes = bytesOf(line.pieces);
    this.check(line, bytes);
    this.longest = Math.max(this.longest, bytes);
    const last = this.shards.at(-1);
    const shard = last && this.hasRoom(last.counted, bytes) ? last : await this.begin();
    shard.counted.add(line);
    this.left--;
    await shard.file?.write(...line.pieces);
  }

  /** Names the files, now that it is known how many they are. @returns each with its SHA-256, empty in a dry run */
  async end(): Promise<{ path: string; counted: Counted; sha256: string }[]> {
    await this.shards.at(-1)?.file?.finish();
    const ended: { path: string; counted: Counted; sha256: string }[] = [];
    for (const [at, { file, counted }] of this.shards.entries()) {
      const path = shardPath(this.of.path, at, this.shards.length);
      if (file) file.path = path;
      counted.bytes += this.mark.length;
      ended.push({ path, counted, sha256: (await file?.finish()) ?? '' });
    }
    return ended;
  }

  private async begin(): Promise<Shard> {
    const last = this.shards.at(-1);
    if (last && last.counted.examples < this.fewest) throw this.tooSmall(last.counted.examples);
    await last?.file?.finish();
    const file = await this.of.files?.create(this.of.path);
    const shard = { file, counted: new Counted() };
    this.shards.push(shard);
    if (this.mark.length > 0) await file?.write(this.mark);
    return shard;
  }

  /** The last file must not be left with too few examples: it takes over in time. */
  private hasRoom({ examples, bytes }: Counted, next: number): boolean {
    const { limits } = this.of.target;
    const room = limits.bytes - this.mark.length - bytes;
    if (examples >= limits.examples || next > room) return false;
    if (this.left !== this.fewest || examples < this.fewest) return true;
    return examples + this.left <= limits.examples && this.left * this.longest * SPARE <= room;
  }

  private tooSmall(examples: number): BuildError {
    const { target, path } = this.of;
    const { name } = target.profile;
    return new BuildError(
      `${basename(path)} for ${name} would be divided into files of ${examples} examples; it trains on at least ${this.fewest}: raise "maxBytes", or make images smaller.`,
    );
  }

  private check({ images, row }: Line, bytes: number): void {
    const { target, path } = this.of;
    const { limits, profile } = target;
    if (images > limits.imagesPerExample)
      throw new BuildError(
        `${row.where}: its example has ${images} images, the few-shot ones included; ${profile.name} takes at most ${limits.imagesPerExample}: show fewer examples first, or take the target out.`,
      );
    if (bytes + this.mark.length > limits.bytes)
      throw new BuildError(
        `${row.where}: its line alone is over the ${sizeText(limits.bytes)} that ${basename(path)} for ${profile.name} may have: set "image.maxSide" or a lower "image.quality".`,
      );
  }
}
