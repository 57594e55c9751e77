import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '../dataset/byteSource.ts';
import { toDataUrl } from '../dataset/dataUrl.ts';
import { segmentsOf } from '../dataset/edits.ts';
import { readExample } from '../dataset/example.ts';
import { replaceImages } from '../dataset/imageEdit.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { inOrder } from '../dataset/lineRanges.ts';
import { fetchImage, FetchError } from '../images/fetchImage.ts';
import { inspectImage } from '../images/inspect.ts';
import type { FixedLine, FixOptions } from './fixLines.ts';
import { addCounts, newReport, type FixReport } from './fixReport.ts';
import { shortLine } from './fixes/shortLine.ts';

/** The rule that asks for images to stand in the file. */
export const EMBEDS = 'url-image-not-accepted';

/** Images are fetched where that alone is asked for: with other rules nobody has agreed to their hosts. */
export const asksToEmbed = (rules: readonly string[] | undefined): boolean =>
  rules?.length === 1 && rules[0] === EMBEDS;

/** Fetched images kept for lines that show the same one. */
const KEPT_BYTES = 32 * 1024 * 1024;
const HTTP = Buffer.from('http');

type Where = Pick<FixOptions, 'lines' | 'places'>;
type Fetch = (address: string) => Promise<Uint8Array>;

/**
 * Puts images behind public web addresses into the lines themselves, as data URLs; all else stays byte for byte. An
 * address that gives no image stays. In the report they count for the rule that asks for it.
 * @param fetch rejects with a `FetchError`; the web unless a test says otherwise
 */
export async function embedImages(
  source: ByteSource,
  where: Where,
  write: (line: FixedLine) => void | Promise<void>,
  scan: ScanOptions = {},
  fetch: Fetch = (address) => fetchImage(address, { allowsPrivate: () => false }),
): Promise<FixReport> {
  const report = newReport(source.size);
  const images = new FetchedImages(fetch);
  await visitWebImages(
    source,
    where,
    async ({ line, text, found }) => {
      const urls = await Promise.all(found.map(({ url }) => images.get(url)));
      const changes = found.flatMap(({ path }, at) => {
        const url = urls[at];
        return url === undefined ? [] : [{ path: segmentsOf(path), url }];
      });
      addCounts(report.fixed, { [EMBEDS]: changes.length });
      addCounts(report.left, { [EMBEDS]: found.length - changes.length });
      if (changes.length === 0) return;
      const { json, whole } = shortLine(text.replace(/^\ufeff/, ''));
      const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
      const bytes = Buffer.from(mark + whole(replaceImages(json, changes)));
      report.changed++;
      report.after += bytes.length - (line.to - line.from);
      await write({ ...line, bytes });
    },
    scan,
  );
  return report;
}

/** Hosts of the web images that would be fetched, and how many images (each as often as it stands there) are theirs. */
export async function hostsOfImages(
  source: ByteSource,
  where: Where,
  scan: ScanOptions = {},
): Promise<Record<string, number>> {
  const hosts: Record<string, number> = {};
  const visit = ({ found }: LineWithWebImages) => {
    for (const { url } of found) addCounts(hosts, { [new URL(url).host]: 1 });
    return Promise.resolve();
  };
  await visitWebImages(source, where, visit, scan);
  return hosts;
}

interface LineWithWebImages {
  line: FixedLine;
  text: string;
  /** Image parts by their JSON Pointers. */
  found: { path: string; url: string }[];
}

function visitWebImages(
  source: ByteSource,
  { lines, places }: Where,
  visit: (line: LineWithWebImages) => Promise<void>,
  scan: ScanOptions,
): Promise<void> {
  const wanted = lines && inOrder(lines);
  const isMeant = (path: string) =>
    places?.some((place) => place === path || place.startsWith(`${path}/image_url`)) ?? true;
  return scanLines(
    source,
    ({ index, start, bytes, carriageReturn }) => {
      if (wanted && !wanted.some(({ from, to }) => from <= index && index < to)) return undefined;
      if (!bytes?.includes(HTTP) || !isUtf8(bytes)) return undefined;
      const text = bytes.toString();
      const example = readExample(shortLine(text.replace(/^\ufeff/, '')).json);
      if (example.kind !== 'chat') return undefined;
      const found = example.messages.flatMap(({ parts }) =>
        parts.flatMap((part) =>
          part.type === 'image' && /^https?:/i.test(part.url) && URL.canParse(part.url) && isMeant(part.path)
            ? [{ path: part.path, url: part.url }]
            : [],
        ),
      );
      const line = { index, from: start, to: start + bytes.length, bytes, carriageReturn };
      return found.length > 0 ? visit({ line, text, found }) : undefined;
    },
    scan,
  );
}

/** Fetches each address once and keeps its image while there is room. */
class FetchedImages {
  private readonly fetch: Fetch;
  private readonly kept = new Map<string, Promise<string | undefined>>();
  private size = 0;

  constructor(fetch: Fetch) {
    this.fetch = fetch;
  }

  /** The image as a data URL; `undefined` for an address that gives none. */
  get(address: string): Promise<string | undefined> {
    const known = this.kept.get(address);
    if (known) return known;
    const url = this.load(address);
    this.kept.set(address, url);
    return url;
  }

  private async load(address: string): Promise<string | undefined> {
    try {
      const bytes = await this.fetch(address);
      this.size += bytes.length * 2;
      if (this.size > KEPT_BYTES) {
        this.kept.clear();
        this.size = bytes.length * 2;
      }
      return toDataUrl(`image/${inspectImage(bytes).format}`, bytes);
    } catch (error) {
      if (error instanceof FetchError) return undefined;
      throw error;
    }
  }
}
