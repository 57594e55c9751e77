import { isUtf8 } from 'node:buffer';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '../dataset/byteSource.ts';
import { BASE64_MARK, decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import { segmentsOf } from '../dataset/edits.ts';
import { readExample } from '../dataset/example.ts';
import { replaceImages } from '../dataset/imageEdit.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { sha256 } from '../images/hash.ts';
import { inspectImage } from '../images/inspect.ts';
import { shortLine } from './fixes/shortLine.ts';
import { copyingAround } from './copyAround.ts';

export interface Extracted {
  /** Different images, and the places in lines they were taken from. */
  images: number;
  places: number;
  /** Bytes of the whole file. */
  before: number;
  after: number;
}

const MARK = Buffer.from(BASE64_MARK);

/**
 * Writes the images of a file, each different one once, into a folder, and the file with their addresses in place of
 * data URLs; all else stays byte for byte. What is no image that is known stays where it is.
 * @param address of the folder as lines tell it, with its slash: `train-images/`
 */
export async function extractImages(
  source: ByteSource,
  folder: string,
  address: string,
  write: (bytes: Buffer) => Promise<void>,
  scan: ScanOptions = {},
): Promise<Extracted> {
  const result: Extracted = { images: 0, places: 0, before: source.size, after: source.size };
  const written = new Set<string>();
  const save = async (url: string) => {
    const data = parseDataUrl(url);
    if (!data?.base64) return undefined;
    const bytes = decodeDataUrl(data);
    const { format } = inspectImage(bytes);
    if (format === 'unknown') return undefined;
    const name = `${sha256(bytes).slice(0, 20)}.${format === 'jpeg' ? 'jpg' : format}`;
    if (!written.has(name)) await writeFile(join(folder, name), bytes);
    written.add(name);
    return address + name;
  };
  const copy = copyingAround(source, write);
  await mkdir(folder, { recursive: true });
  await scanLines(
    source,
    async ({ start, bytes }) => {
      if (!bytes?.includes(MARK) || !isUtf8(bytes)) return;
      const to = start + bytes.length;
      const { json, whole } = shortLine(bytes.toString());
      const mark = json.startsWith('\ufeff') ? '\ufeff' : '';
      const example = readExample(json.slice(mark.length));
      const changes: { path: ReturnType<typeof segmentsOf>; url: string }[] = [];
      for (const part of example.kind === 'chat' ? example.messages.flatMap(({ parts }) => parts) : []) {
        const url = part.type === 'image' ? await save(whole(part.url)) : undefined;
        if (url !== undefined) changes.push({ path: segmentsOf(part.path), url });
      }
      if (changes.length === 0) return;
      const line = Buffer.from(mark + whole(replaceImages(json.slice(mark.length), changes)));
      result.places += changes.length;
      result.after += line.length - (to - start);
      await copy.replace(start, to, line);
    },
    scan,
  );
  await copy.end();
  return { ...result, images: written.size };
}
