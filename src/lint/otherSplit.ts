import { randomUUID } from 'node:crypto';
import type { ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { purposeOf, type Purpose } from '../dataset/purpose.ts';
import { FewShotImages } from './fewShotImages.ts';
import type { DeepFacts } from './imagePool.ts';
import { ImageSet } from './imageSet.ts';
import type { LintedImage } from './lintedImage.ts';
import { LineReader } from './lineReader.ts';
import type { OtherFile } from './rule.ts';

/** Another split of the same data: where its images stand. Few-shot images that all its examples share are none of them. */
export class OtherSplit implements OtherFile {
  readonly file: string;
  readonly purpose: Purpose;
  private readonly images = new ImageSet();
  private readonly lines = new Map<string, number>();

  private constructor(file: string, purpose: Purpose) {
    this.file = file;
    this.purpose = purpose;
  }

  /** @param file its path as findings name it */
  static async read(
    source: ByteSource,
    file: string,
    decoded: ReadonlyMap<string, DeepFacts>,
    { purpose = purposeOf(file), ...scan }: ScanOptions & { purpose?: Purpose | undefined } = {},
  ): Promise<OtherSplit> {
    const split = new OtherSplit(file, purpose);
    const fewShots = new FewShotImages(split.images);
    const reader = new LineReader(randomUUID().replaceAll('-', ''), { formula: -1, decoded });
    const add = (image: LintedImage, line: number) => {
      const id = split.images.idOf(image);
      if (id !== undefined && !split.lines.has(id)) split.lines.set(id, line);
    };
    await scanLines(
      source,
      (scanned) => {
        const facts = reader.read(scanned).facts();
        if (!facts.example) return;
        fewShots.add(facts, facts.example);
        for (const image of facts.example.own) add(image, facts.number);
      },
      scan,
    );
    for (const { first } of fewShots.unshared()) add(first.image, first.facts.number);
    return split;
  }

  find(image: LintedImage): { line: number; near: boolean } | undefined {
    const id = this.images.idOf(image, false);
    const line = id === undefined ? undefined : this.lines.get(id);
    return id === undefined || line === undefined ? undefined : { line, near: this.images.isNear(image, id) };
  }
}
