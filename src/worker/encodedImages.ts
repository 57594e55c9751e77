import { toDataUrl } from '../dataset/dataUrl.ts';
import { reencodeImage, type ReencodeSettings } from '../images/reencode.ts';
import type { LineImage } from './linesWithImages.ts';

/** Encoded images kept for lines that show the same one. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** A new address and how many bytes are behind it; or the image stays as it is. */
export type Outcome = { url: string; bytes: number } | 'left' | 'failed';

/** Encodes each different image once and keeps it while the cache has room. */
export class EncodedImages {
  private readonly settings: ReencodeSettings;
  private readonly kept = new Map<string, { outcome: Promise<Outcome>; size: number }>();
  private size = 0;
  private readonly outcomes = new Map<string, 'reencoded' | 'left' | 'failed'>();

  constructor(settings: ReencodeSettings) {
    this.settings = settings;
  }

  /** Never rejects. */
  get(image: LineImage): Promise<Outcome> {
    const entry = this.kept.get(image.key) ?? { outcome: this.make(image), size: 0 };
    // the least recently asked for stands first
    this.kept.delete(image.key);
    this.kept.set(image.key, entry);
    return entry.outcome;
  }

  /** What became of the different images. */
  tally(): { images: number; reencoded: number; left: number; failed: number } {
    const tally = { images: this.outcomes.size, reencoded: 0, left: 0, failed: 0 };
    for (const outcome of this.outcomes.values()) tally[outcome]++;
    return tally;
  }

  private async make(image: LineImage): Promise<Outcome> {
    const outcome = await this.encode(image.bytes());
    const encoded = typeof outcome === 'object';
    this.outcomes.set(image.key, encoded ? 'reencoded' : outcome);
    const entry = this.kept.get(image.key);
    if (encoded && entry) {
      entry.size = outcome.url.length;
      this.size += entry.size;
      this.trim();
    }
    return outcome;
  }

  private async encode(bytes: Buffer): Promise<Outcome> {
    try {
      const encoded = await reencodeImage(bytes, this.settings);
      if (!encoded) return 'left';
      return { url: toDataUrl(`image/${encoded.format}`, encoded.bytes), bytes: encoded.bytes.length };
    } catch {
      return 'failed';
    }
  }

  private trim(): void {
    for (const [key, { size }] of this.kept) {
      if (this.size <= CACHE_BYTES) return;
      if (size === 0) continue;
      this.size -= size;
      this.kept.delete(key);
    }
  }
}
