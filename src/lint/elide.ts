import { BASE64_MARK } from '../dataset/dataUrl.ts';
/** Payloads shorter than this stay where they are. */
export const SHORTEST_PAYLOAD = 256;
const MARK = Buffer.from(BASE64_MARK);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * A line without its base64. Nearly all bytes of a training file are images: taken out before parsing, they cost one
 * search and are never copied into strings; what is left is parsed, and columns are put right afterwards.
 */
export interface ElidedLine {
  /** The line with a placeholder for each payload; as JSON it has the same tokens. */
  text: string;
  /** Views into the line. */
  payloads: Buffer[];
  /** Offset in `text` behind each placeholder, and how much longer the line is from there on, in characters. */
  shifts: { from: number; by: number }[];
}

/** Takes payloads out of lines; `secret` makes placeholders that no file can hold by itself. */
export class Elider {
  private readonly secret: string;
  private readonly placeholder: RegExp;

  constructor(secret: string) {
    this.secret = secret;
    this.placeholder = new RegExp(`${secret}x(\\d+)x`, 'g');
  }

  /** @param isPayload whether these bytes are base64 and nothing else; anything else stays in the text */
  elide(line: Buffer, isPayload: (payload: Buffer) => boolean): ElidedLine {
    const payloads: Buffer[] = [];
    const shifts: ElidedLine['shifts'] = [];
    let text = '';
    let copied = 0;
    for (let mark = line.indexOf(MARK); mark >= 0; mark = line.indexOf(MARK, mark)) {
      const start = mark + MARK.length;
      const end = line.indexOf(QUOTE, start);
      mark = end;
      if (end < 0) break;
      const payload = line.subarray(start, end);
      if (payload.length < SHORTEST_PAYLOAD || payload.includes(BACKSLASH) || !isPayload(payload)) continue;
      const placeholder = `${this.secret}x${payloads.length}x`;
      text += line.toString('utf8', copied, start) + placeholder;
      shifts.push({ from: text.length, by: payload.length - placeholder.length });
      payloads.push(payload);
      copied = end;
    }
    return { text: text + line.toString('utf8', copied), payloads, shifts };
  }

  /** The payload that this placeholder stands for, if it is one. */
  find(text: string, { payloads }: ElidedLine): Buffer | undefined {
    if (!text.startsWith(this.secret)) return undefined;
    return payloads[Number.parseInt(text.slice(this.secret.length + 1), 10)];
  }

  /** The text with something in place of each placeholder. */
  replace(text: string, { payloads }: ElidedLine, by: (payload: Buffer) => string): string {
    if (payloads.length === 0) return text;
    return text.replace(this.placeholder, (whole, index: string) => {
      const payload = payloads[Number(index)];
      return payload ? by(payload) : whole;
    });
  }
}

/** Offset in the whole line of an offset in the elided text. */
export function wholeOffset(offset: number, shifts: ElidedLine['shifts']): number {
  return shifts.reduce((sum, { from, by }) => (from <= offset ? sum + by : sum), offset);
}
