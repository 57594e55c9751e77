import { isUtf8 } from 'node:buffer';
import { readExample, type Example, type LooseMessage } from '../dataset/example.ts';
import type { ScannedLine } from '../dataset/lineIndex.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts } from '../providers/profile.ts';
import { messageTokens } from '../providers/textTokens.ts';
import { Elider, SHORTEST_PAYLOAD, wholeOffset, type ElidedLine } from './elide.ts';
import { fingerprint } from './fingerprint.ts';
import { ImagePool, type LookedAt } from './imagePool.ts';
import { readAddress, type LintedImage } from './lintedImage.ts';
import type { LintedExample, LintedLine } from './rule.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const MARK = ';base64,';

/** A line as rules see it. `elided` holds views into the scanned bytes: use it before the next line is read. */
export interface ReadLine {
  line: LintedLine;
  /** Missing when the line is no chat. */
  example: LintedExample | undefined;
  elided: ElidedLine;
}

/** Turns the bytes of lines into what rules judge; every distinct image is looked at once. */
export class LineReader {
  private readonly elider: Elider;
  private readonly model: ModelFacts | undefined;
  private readonly pool = new ImagePool();
  private readonly isPayload = (payload: Buffer) => this.pool.look(payload).base64;

  /** @param secret letters and digits that no file can know */
  constructor(secret: string, model: ModelFacts | undefined) {
    this.elider = new Elider(secret);
    this.model = model;
  }

  read({ index, bytes, carriageReturn }: ScannedLine): ReadLine {
    const byteOrderMark = index === 0 && bytes?.subarray(0, 3).equals(BYTE_ORDER_MARK) === true;
    const whole = byteOrderMark ? bytes.subarray(3) : bytes;
    const elided = whole ? this.elider.elide(whole, this.isPayload) : { text: '', payloads: [], shifts: [] };
    const example: Example = whole
      ? readExample(elided.text)
      : { kind: 'broken', message: 'it is too long to be read', column: 1 };
    const value = example.kind === 'chat' || example.kind === 'json' ? example.value : undefined;
    const line: LintedLine = {
      number: index + 1,
      kind: example.kind === 'json' && isPreference(example.value) ? 'preference' : example.kind,
      value,
      utf8: !whole || isUtf8(whole),
      byteOrderMark,
      carriageReturn,
      fingerprint: () => this.fingerprint(value, elided),
    };
    if (example.kind === 'broken') line.broken = explained(example, elided);
    return { line, example: example.kind === 'chat' ? this.chat(index + 1, example, elided) : undefined, elided };
  }

  private chat(
    line: number,
    { value, messages }: Extract<Example, { kind: 'chat' }>,
    elided: ElidedLine,
  ): LintedExample {
    const images = messages.flatMap((message) => this.imagesOf(message, elided));
    const text = messages.reduce((sum, { role, parts }) => {
      const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
      return sum + messageTokens(role, texts);
    }, 0);
    const image = images.reduce((sum, one) => sum + this.tokensOf(one), 0);
    return { line, value, messages, images, tokens: { text, image, total: text + image } };
  }

  private imagesOf({ role, parts, value }: LooseMessage, elided: ElidedLine): LintedImage[] {
    const written: unknown[] = Array.isArray(value['content']) ? value['content'] : [];
    return parts.flatMap((part, index): LintedImage[] => {
      if (part.type !== 'image') return [];
      const { path: partPath, url, detail } = part;
      const path = isBareAddress(written[index]) ? `${partPath}/image_url` : `${partPath}/image_url/url`;
      const address = readAddress(url, (payload) => this.look(payload, elided));
      return [{ partPath, path, role, detail, address }];
    });
  }

  private look(payload: string, elided: ElidedLine): LookedAt {
    return this.pool.look(this.elider.find(payload, elided) ?? Buffer.from(payload));
  }

  /** An image that cannot be read is skipped by the vendor: it costs nothing. */
  private tokensOf({ address, detail }: LintedImage): number {
    if (address.kind !== 'data')
      return address.kind === 'bad' ? 0 : imageTokensFor(this.model, undefined, undefined, detail);
    const { width, height } = address.image.facts;
    return width && height ? imageTokensFor(this.model, width, height, detail) : 0;
  }

  private fingerprint(value: unknown, elided: ElidedLine): string | undefined {
    return fingerprint(
      value,
      (text) => this.shorten(text),
      (json) => this.elider.replace(json, elided, (payload) => this.pool.look(payload).digest),
    );
  }

  /** Base64 that could not be taken out of the line (its slashes were escaped) becomes what taken out base64 becomes. */
  private shorten(text: string): string {
    const start = text.indexOf(MARK) + MARK.length;
    if (start < MARK.length || text.length - start < SHORTEST_PAYLOAD) return text;
    const { base64, digest } = this.pool.look(Buffer.from(text.slice(start)));
    return base64 ? text.slice(0, start) + digest : text;
  }
}

/** The common mistake: `"image_url": "..."` in place of an object. */
const isBareAddress = (part: unknown) =>
  typeof part === 'object' && part !== null && 'image_url' in part && typeof part.image_url === 'string';

const isPreference = (value: unknown) =>
  typeof value === 'object' && value !== null && 'input' in value && 'preferred_output' in value;

/** The fault with its column in the whole line. */
function explained({ message, column }: { message: string; column: number }, { shifts }: ElidedLine) {
  const whole = wholeOffset(column - 1, shifts) + 1;
  return { message: message.replace(/at column \d+$/, `at column ${whole}`), column: whole };
}
