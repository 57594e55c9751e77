import { isUtf8 } from 'node:buffer';
import { readExample, type Example, type LooseMessage } from '../dataset/example.ts';
import { isObject } from '../dataset/jsonObject.ts';
import type { ScannedLine } from '../dataset/lineIndex.ts';
import type { ModelFacts } from '../providers/profile.ts';
import { messageTokens } from '../providers/textTokens.ts';
import { Elider, SHORTEST_PAYLOAD, wholeOffset, type ElidedLine } from './elide.ts';
import { fingerprint } from './fingerprint.ts';
import { ImagePool, type LookedAt } from './imagePool.ts';
import { itemsOf } from './json.ts';
import { readAddress, type LintedImage } from './lintedImage.ts';
import { tokensOfImage } from './pricing.ts';
import { RepeatedStart } from './repeatedStart.ts';
import type { LintedExample, LintedLine } from './rule.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const MARK = ';base64,';
const NOTHING: ElidedLine = { text: '', payloads: [], shifts: [] };
/** What is said of a line without a byte: a file may have millions of them. */
const EMPTY = {
  kind: 'blank',
  value: undefined,
  utf8: true,
  byteOrderMark: false,
  carriageReturn: false,
  fingerprint: () => undefined,
} as const;
/** A line too long to be looked into. */
const UNREAD = { example: { kind: 'broken', message: '', column: 1 } satisfies Example, elided: NOTHING };

type Chat = Extract<Example, { kind: 'chat' }>;

/** A line as rules see it. Use it before the next line is read: it looks into the scanned bytes. */
export interface ReadLine {
  line: LintedLine;
  /** Missing when the line is no chat. */
  example: LintedExample | undefined;
  /** For the places of findings. */
  elided: () => ElidedLine;
}

/** What is known of one message; few-shot messages are measured once. */
interface Measured {
  images: LintedImage[];
  text: number;
  image: number;
  /** Equal for equal messages. */
  print: string | undefined;
}

/** Turns the bytes of lines into what rules judge; every distinct image is looked at once. */
export class LineReader {
  private readonly elider: Elider;
  private readonly model: ModelFacts | undefined;
  private readonly pool = new ImagePool();
  private readonly repeated = new RepeatedStart();
  private readonly measured = new WeakMap<LooseMessage, Measured>();
  private readonly isPayload = (payload: Buffer) => this.pool.look(payload).base64;

  /** @param secret letters and digits that no file can know */
  constructor(secret: string, model: ModelFacts | undefined) {
    this.elider = new Elider(secret);
    this.model = model;
  }

  read({ index, length, bytes, carriageReturn }: ScannedLine): ReadLine {
    if (length === 0) return { line: { ...EMPTY, number: index + 1 }, example: undefined, elided: () => NOTHING };
    const byteOrderMark = index === 0 && bytes?.subarray(0, 3).equals(BYTE_ORDER_MARK) === true;
    const whole = byteOrderMark ? bytes.subarray(3) : bytes;
    const { example, elided } = (whole && (this.readOn(whole) ?? this.readWhole(whole))) ?? UNREAD;
    const value = example.kind === 'chat' || example.kind === 'json' ? example.value : undefined;
    const chat = example.kind === 'chat' ? this.chat(index + 1, example, elided) : undefined;
    const line: LintedLine = {
      number: index + 1,
      kind: example.kind === 'json' && isPreference(example.value) ? 'preference' : example.kind,
      value,
      utf8: !whole || isUtf8(whole),
      byteOrderMark,
      carriageReturn,
      fingerprint: () => (example.kind === 'chat' ? this.chatPrint(example, elided) : this.print(value, elided)),
    };
    if (!whole) line.tooLong = length;
    else if (example.kind === 'broken') line.broken = explained(example, elided);
    return { line, example: chat, elided: () => (whole ? this.elider.elide(whole, this.isPayload) : NOTHING) };
  }

  /** A line that begins as those before it did; `undefined` when it does not, or is no sound chat. */
  private readOn(line: Buffer): { example: Chat; elided: ElidedLine } | undefined {
    const rest = this.repeated.rest(line);
    if (!rest) return undefined;
    const elided = this.elider.elide(rest.bytes, this.isPayload);
    const example = readExample(rest.complete(elided.text));
    if (example.kind !== 'chat') return undefined;
    const known = rest.messages.length;
    example.messages.splice(0, known, ...rest.messages);
    example.value['messages'] = example.messages.map(({ value }) => value);
    return { example, elided };
  }

  private readWhole(line: Buffer): { example: Example; elided: ElidedLine } {
    const elided = this.elider.elide(line, this.isPayload);
    const example = readExample(elided.text);
    if (example.kind === 'chat') {
      const prints = example.messages.map((message) => this.measure(message, elided).print);
      this.repeated.learn(line, elided, example.messages, prints);
    }
    return { example, elided };
  }

  private chat(line: number, { value, messages }: Chat, elided: ElidedLine): LintedExample {
    const images: LintedImage[] = [];
    const tokens = { text: 0, image: 0, total: 0 };
    for (const message of messages) {
      const measured = this.measure(message, elided);
      images.push(...measured.images);
      tokens.text += measured.text;
      tokens.image += measured.image;
    }
    tokens.total = tokens.text + tokens.image;
    return { line, value, messages, images, tokens };
  }

  private measure(message: LooseMessage, elided: ElidedLine): Measured {
    const known = this.measured.get(message);
    if (known) return known;
    const images = this.imagesOf(message, elided);
    const texts = message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    const measured = {
      images,
      text: messageTokens(message.role, texts),
      image: images.reduce((sum, image) => sum + tokensOfImage(this.model, image), 0),
      print: this.print(message.value, elided),
    };
    this.measured.set(message, measured);
    return measured;
  }

  private imagesOf({ role, parts, value }: LooseMessage, elided: ElidedLine): LintedImage[] {
    const written = itemsOf(value['content']);
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

  private chatPrint({ value, messages }: Chat, elided: ElidedLine): string | undefined {
    const prints = messages.map((message) => this.measure(message, elided).print);
    return prints.includes(undefined) ? undefined : this.print({ ...value, messages: prints }, elided);
  }

  private print(value: unknown, elided: ElidedLine): string | undefined {
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
const isBareAddress = (part: unknown) => isObject(part) && typeof part['image_url'] === 'string';

const isPreference = (value: unknown) => isObject(value) && 'input' in value && 'preferred_output' in value;

/** The fault with its column in the whole line. */
function explained({ message, column }: { message: string; column: number }, { shifts }: ElidedLine) {
  const whole = wholeOffset(column - 1, shifts) + 1;
  return { message: message.replace(/at column \d+$/, `at column ${whole}`), column: whole };
}
