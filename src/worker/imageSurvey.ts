import type { ByteSource } from '../dataset/byteSource.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import { reencodeImage, type ReencodeSettings } from '../images/reencode.ts';
import type { LineRange } from '../dataset/lineRanges.ts';
import type { ImageEstimate, ImageSurvey } from '../protocol/imageEditing.ts';
import { linesWithImages } from './linesWithImages.ts';

/** Images that are encoded to tell what all would come to: those seen again and again, and some of all others. */
const SAMPLE = { repeated: 16, others: 40, bytes: 64 * 1024 * 1024 };

interface Sample {
  key: string;
  bytes: Buffer;
}

/** The images of some lines: how many, how large, and a sample of them. */
export class SurveyedImages {
  /** By key: how often and how large. */
  private readonly seen = new Map<string, { places: number; size: number }>();
  private readonly repeated = new Map<string, Sample>();
  /** Every different image has the same chance of being one of them (reservoir sampling). */
  private readonly others: Sample[] = [];
  private room = SAMPLE.others;
  private held = 0;

  static async of(source: ByteSource, lines: readonly LineRange[], options: ScanOptions): Promise<SurveyedImages> {
    const images = new SurveyedImages();
    await linesWithImages(
      source,
      lines,
      (line) => {
        for (const image of line.images) images.add(image);
        return Promise.resolve();
      },
      options,
    );
    return images;
  }

  get facts(): Omit<ImageSurvey, 'id'> {
    const all = [...this.seen.values()];
    return {
      images: all.length,
      places: all.reduce((sum, { places }) => sum + places, 0),
      bytes: all.reduce((sum, { places, size }) => sum + places * size, 0),
    };
  }

  /**
   * What encoding all of them anew would come to: images seen again and again as they turn out, all others in the
   * proportion of those that were tried.
   */
  async estimate(settings: ReencodeSettings): Promise<ImageEstimate> {
    const others = this.others.filter(({ key }) => !this.repeated.has(key));
    const [often, rarely] = [
      await this.encode([...this.repeated.values()], settings),
      await this.encode(others, settings),
    ];
    const rest = this.facts.bytes - often.before;
    const bytes = often.after + (rarely.before > 0 ? (rest * rarely.after) / rarely.before : rest);
    return {
      tried: this.repeated.size + others.length,
      failed: often.failed + rarely.failed,
      bytes: Math.round(bytes),
    };
  }

  private add({ key, size, bytes }: { key: string; size: number; bytes: () => Buffer }): void {
    const known = this.seen.get(key);
    if (known) {
      known.places++;
      if (known.places === 2 && this.repeated.size < SAMPLE.repeated && this.held + size <= SAMPLE.bytes) {
        this.repeated.set(key, { key, bytes: bytes() });
        this.held += size;
      }
      return;
    }
    this.seen.set(key, { places: 1, size });
    const place = this.others.length < this.room ? this.others.length : Math.floor(Math.random() * this.seen.size);
    if (place >= this.room) return;
    this.held += size - (this.others[place]?.bytes.length ?? 0);
    this.others[place] = { key, bytes: bytes() };
    // huge images: fewer of them tell
    for (; this.held > SAMPLE.bytes && this.others.length > 1; this.room = this.others.length)
      this.held -= this.others.pop()?.bytes.length ?? 0;
  }

  private async encode(
    samples: readonly Sample[],
    settings: ReencodeSettings,
  ): Promise<{ before: number; after: number; failed: number }> {
    const sums = { before: 0, after: 0, failed: 0 };
    await Promise.all(
      samples.map(async ({ key, bytes }) => {
        const { places, size } = this.seen.get(key) ?? { places: 0, size: 0 };
        let after = size;
        try {
          after = (await reencodeImage(bytes, settings))?.bytes.length ?? size;
        } catch {
          sums.failed++;
        }
        sums.before += places * size;
        sums.after += places * after;
      }),
    );
    return sums;
  }
}
