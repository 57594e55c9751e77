import { hash } from 'node:crypto';
import { decodeDataUrl, parseDataUrl, toDataUrl } from '../../dataset/dataUrl.ts';
import type { ImageFacts } from '../../images/imageFacts.ts';
import { inspectImage } from '../../images/inspect.ts';
import type { ProviderProfile } from '../../providers/profile.ts';

/** Addresses of mended images kept for lines that show the same one. */
const KEPT_BYTES = 32 * 1024 * 1024;

export interface FoundImage {
  bytes: Buffer;
  facts: ImageFacts;
  /** The whole data URL. */
  url: string;
}

/** What takes the image's place: other bytes in a format, or an address. `undefined`: it stays. */
export type MadeImage = { format: string; bytes: Uint8Array } | { url: string } | undefined;

/** One way to mend an image; `id` tells it from the others. Rejects when it cannot be decoded. */
export interface ImageMend {
  id: string;
  make: (image: FoundImage, profile: ProviderProfile) => MadeImage | Promise<MadeImage>;
}

/** Mends each different image once and keeps it while there is room: few-shot images stand in every line. */
export class MendedImages {
  private readonly profile: ProviderProfile;
  private readonly kept = new Map<string, { url: Promise<string>; size: number }>();
  private size = 0;

  constructor(profile: ProviderProfile) {
    this.profile = profile;
  }

  /** The address of the mended image; the same address for one that cannot be mended, or is no data URL. */
  async get(url: string, mend: ImageMend): Promise<string> {
    const key = `${mend.id} ${hash('sha256', url, 'base64')}`;
    const known = this.kept.get(key) ?? { url: this.make(url, mend), size: 0 };
    // the least recently asked for stands first
    this.kept.delete(key);
    this.kept.set(key, known);
    const made = await known.url;
    if (known.size === 0) {
      known.size = made.length + key.length;
      this.size += known.size;
      this.trim();
    }
    return made;
  }

  private async make(url: string, { make }: ImageMend): Promise<string> {
    const data = parseDataUrl(url);
    if (!data?.base64) return url;
    const bytes = decodeDataUrl(data);
    try {
      const made = await make({ bytes, facts: inspectImage(bytes), url }, this.profile);
      if (!made) return url;
      return 'url' in made ? made.url : toDataUrl(`image/${made.format}`, made.bytes);
    } catch {
      return url; // what cannot be decoded stays, and with it the finding
    }
  }

  private trim(): void {
    for (const [key, { size }] of this.kept) {
      if (this.size <= KEPT_BYTES) return;
      if (size === 0) continue;
      this.size -= size;
      this.kept.delete(key);
    }
  }
}
