import { randomUUID } from 'node:crypto';
import { BASE64_MARK } from '../../dataset/dataUrl.ts';

/** Base64 worth putting aside: a scanner of JSON looks at every character of a string. */
const SHORTEST = 256;

/** A line with something short in place of the base64 of its images, to be edited. */
export interface ShortLine {
  json: string;
  /** A text of the line, edited or not, with its base64 back in it. */
  whole: (text: string) => string;
}

export function shortLine(line: string): ShortLine {
  const payloads: string[] = [];
  // letters and digits that no file can know
  const secret = randomUUID().replaceAll('-', '');
  let json = '';
  let copied = 0;
  for (let mark = line.indexOf(BASE64_MARK); mark >= 0; mark = line.indexOf(BASE64_MARK, mark)) {
    const start = mark + BASE64_MARK.length;
    const end = line.indexOf('"', start);
    mark = start;
    if (end - start < SHORTEST) continue;
    const payload = line.slice(start, end);
    // blanks and escapes may be what is edited
    if (/[^!-~]/.test(payload) || payload.includes('\\')) continue;
    json += `${line.slice(copied, start)}${secret}x${payloads.push(payload) - 1}x`;
    copied = mark = end;
  }
  const placeholder = new RegExp(`${secret}x(\\d+)x`, 'g');
  return {
    json: json + line.slice(copied),
    whole: (text) => text.replace(placeholder, (_, at: string) => payloads[Number(at)] ?? ''),
  };
}
