import { isAscii, isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { BASE64_MARK } from '../dataset/dataUrl.ts';
import {
  questionAndAnswer,
  readExample,
  splitQuestion,
  textOf,
  type Example,
  type LooseMessage,
} from '../dataset/example.ts';
import { isObject } from '../dataset/jsonObject.ts';
import type { ScannedLine } from '../dataset/lineIndex.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts } from '../providers/profile.ts';
import { messageTokens } from '../providers/textTokens.ts';
import { Elider, SHORTEST_PAYLOAD, wholeOffset, type ElidedLine } from './elide.ts';
import { fingerprint, LONGEST_PLAIN } from './fingerprint.ts';
import { FORMULAS } from './formulas.ts';
import { ImagePool, type DeepFacts, type LookedAt } from './imagePool.ts';
import { keysTwice } from './duplicateKeys.ts';
import { itemsOf } from './json.ts';
import type { ExampleFacts, LineFacts } from './lineFacts.ts';
import { readAddress, type LintedImage } from './lintedImage.ts';
import { RepeatedStart } from './repeatedStart.ts';
import type { LintedExample, LintedLine } from './rule.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const none = () => [];
const NOTHING: ElidedLine = { text: '', payloads: [], shifts: [] };
/** What is said of a line without a byte: a file may have millions of them. */
const EMPTY = {
  kind: 'blank',
  value: undefined,
  utf8: true,
  byteOrderMark: false,
  carriageReturn: false,
  duplicateKeys: none,
  fingerprint: () => undefined,
} as const;
/** A line too long to be looked into. */
const UNREAD: Parsed = { example: { kind: 'broken', message: '', column: 1 }, elided: NOTHING, duplicateKeys: none };

type Chat = Extract<Example, { kind: 'chat' }>;

/** A line as rules see it. Use it before the next line is read: it looks into the scanned bytes. */
export interface ReadLine {
  line: LintedLine;
  /** Missing when the line is no chat. */
  example: LintedExample | undefined;
  /** What it is compared with others by. */
  facts(): LineFacts;
  /** For the places of findings. */
  elided: () => ElidedLine;
}

/** What is known of one message; few-shot messages are measured once. */
interface Measured {
  images: LintedImage[];
  text: number;
  /** For each formula. */
  image: number[];
  /** Equal for equal messages. */
  print: string | undefined;
}

interface Parsed {
  example: Example;
  elided: ElidedLine;
  /** The whole line, where less was read. */
  whole?: () => ElidedLine;
  duplicateKeys: LintedLine['duplicateKeys'];
}

export interface LineReaderOptions {
  /** The formula (its index) that `LintedExample.tokens` count with; -1 for none. */
  formula: number;
  /** What is known of decoded images, by their digests. */
  decoded?: ReadonlyMap<string, DeepFacts> | undefined;
  /** Told of each distinct image once; the bytes are valid for the call. */
  onNew?: ((image: LookedAt, bytes: Buffer) => void) | undefined;
}

/** Turns the bytes of lines into what rules judge; every distinct image is looked at once. */
export class LineReader {
  private readonly elider: Elider;
  private readonly formula: number;
  private readonly pool: ImagePool;
  private readonly repeated = new RepeatedStart();
  private readonly measured = new WeakMap<LooseMessage, Measured>();
  private readonly isPayload = (payload: Buffer) => this.pool.look(payload).base64;

  /** @param secret letters and digits that no file can know */
  constructor(secret: string, { formula, decoded, onNew }: LineReaderOptions) {
    this.elider = new Elider(secret);
    this.formula = formula;
    this.pool = new ImagePool(decoded, onNew);
  }

  read({ index, start, length, bytes, carriageReturn }: ScannedLine): ReadLine {
    const number = index + 1;
    const ascii = bytes !== undefined && isAscii(bytes);
    const facts = (line: LintedLine, example: ExampleFacts | undefined): LineFacts => {
      const { kind, utf8 } = line;
      return { number, start, length, ascii, kind, utf8, carriageReturn, print: line.fingerprint(), example };
    };
    if (length === 0) {
      const line = { ...EMPTY, number };
      return { line, example: undefined, facts: () => facts(line, undefined), elided: () => NOTHING };
    }
    const byteOrderMark = index === 0 && bytes?.subarray(0, 3).equals(BYTE_ORDER_MARK) === true;
    const whole = byteOrderMark ? bytes.subarray(3) : bytes;
    const {
      example,
      elided,
      whole: inWhole,
      duplicateKeys,
    } = (whole && (this.readOn(whole) ?? this.readWhole(whole))) ?? UNREAD;
    const value = example.kind === 'chat' || example.kind === 'json' ? example.value : undefined;
    const chat = example.kind === 'chat' ? this.chat(number, example, elided) : undefined;
    const line: LintedLine = {
      number,
      kind: example.kind === 'json' && isPreference(example.value) ? 'preference' : example.kind,
      value,
      utf8: !whole || ascii || isUtf8(whole),
      byteOrderMark,
      carriageReturn,
      duplicateKeys,
      fingerprint: () =>
        example.kind === 'chat'
          ? this.chatPrint(example, elided)
          : value === undefined
            ? undefined
            : this.print(value, elided),
    };
    if (!whole) line.tooLong = length;
    else if (example.kind === 'broken') line.broken = explained(example, elided);
    return {
      line,
      example: chat,
      facts: () => facts(line, chat && this.exampleFacts(chat, elided)),
      elided: () => inWhole?.() ?? elided,
    };
  }

  /** A line that begins as those before it did; `undefined` when it does not, or is no sound chat. */
  private readOn(line: Buffer): Parsed | undefined {
    const rest = this.repeated.rest(line);
    if (!rest) return undefined;
    const elided = this.elider.elide(rest.bytes, this.isPayload);
    const example = readExample(rest.complete(elided.text));
    if (example.kind !== 'chat') return undefined;
    const known = rest.messages.length;
    // a second "messages" key takes the place of the list that begins as known
    const places = itemsOf(example.value['messages']).slice(0, known);
    if (places.length < known || places.some((place) => place !== 0)) return undefined;
    const found = keysTwice(rest.complete(elided.text), example.value);
    example.messages.splice(0, known, ...rest.messages);
    example.value['messages'] = example.messages.map(({ value }) => value);
    return { example, elided, whole: () => rest.whole(elided), duplicateKeys: found };
  }

  private readWhole(line: Buffer): Parsed {
    const elided = this.elider.elide(line, this.isPayload);
    const example = readExample(elided.text);
    if (example.kind !== 'chat' && example.kind !== 'json') return { example, elided, duplicateKeys: none };
    const duplicateKeys = keysTwice(elided.text, example.value);
    // what is known of a start again is not looked through again
    if (example.kind === 'chat' && duplicateKeys().length === 0) {
      const prints = example.messages.map((message) => this.measure(message, elided).print);
      this.repeated.learn(line, elided, example.messages, prints);
    }
    return { example, elided, duplicateKeys };
  }

  private chat(line: number, { value, messages }: Chat, elided: ElidedLine): LintedExample {
    const images: LintedImage[] = [];
    let [text, image] = [0, 0];
    for (const message of messages) {
      const measured = this.measure(message, elided);
      images.push(...measured.images);
      text += measured.text;
      image += measured.image[this.formula] ?? 0;
    }
    return { line, value, messages, images, tokens: { text, image, total: text + image } };
  }

  private exampleFacts({ messages }: LintedExample, elided: ElidedLine): ExampleFacts {
    const measured = messages.map((message) => this.measure(message, elided));
    const last = messages.findLastIndex(({ role }) => role === 'user');
    const { question, answer } = questionAndAnswer(messages);
    const system = messages.filter(({ role }) => role === 'system');
    const sum = (of: (message: Measured) => number) => measured.reduce((total, message) => total + of(message), 0);
    return {
      system: short(system.map(textOf).join('\n')),
      question: short(splitQuestion(question).question.trim()),
      answer: answer === undefined ? undefined : short(answer.trim()),
      systemPath: system[0]?.path ?? '',
      answerPath: messages.at(-1)?.path ?? '',
      own: measured.slice(Math.max(0, last)).flatMap(({ images }) => images),
      before: measured.slice(0, Math.max(0, last)).map(({ images }) => images),
      textTokens: sum(({ text }) => text),
      imageTokens: FORMULAS.map((_, formula) => sum(({ image }) => image[formula] ?? 0)),
    };
  }

  private measure(message: LooseMessage, elided: ElidedLine): Measured {
    const known = this.measured.get(message);
    if (known) return known;
    const images = this.imagesOf(message, elided);
    const texts = message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    const measured = {
      images,
      text: messageTokens(message.role, texts),
      image: FORMULAS.map((imageTokens) => images.reduce((sum, image) => sum + tokensOf(image, { imageTokens }), 0)),
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
    const start = text.indexOf(BASE64_MARK) + BASE64_MARK.length;
    if (start < BASE64_MARK.length || text.length - start < SHORTEST_PAYLOAD) return text;
    const { base64, digest } = this.pool.look(Buffer.from(text.slice(start)));
    return base64 ? text.slice(0, start) + digest : text;
  }
}

/** An image that cannot be read is skipped by the vendor: it costs nothing. */
function tokensOf({ address, detail }: LintedImage, model: Pick<ModelFacts, 'imageTokens'>): number {
  if (address.kind === 'bad') return 0;
  if (address.kind !== 'data') return imageTokensFor(model, undefined, undefined, detail);
  const { width, height } = address.image.facts;
  return width && height ? imageTokensFor(model, width, height, detail) : 0;
}

/** A long text is compared by its hash. */
const short = (text: string) => (text.length > LONGEST_PLAIN ? hash('sha1', text, 'base64') : text);

/** The common mistake: `"image_url": "..."` in place of an object. */
const isBareAddress = (part: unknown) => isObject(part) && typeof part['image_url'] === 'string';

const isPreference = (value: unknown) => isObject(value) && 'input' in value && 'preferred_output' in value;

/** The fault with its column in the whole line. */
function explained({ message, column }: { message: string; column: number }, { shifts }: ElidedLine) {
  const whole = wholeOffset(column - 1, shifts) + 1;
  return { message: message.replace(/at column \d+$/, `at column ${whole}`), column: whole };
}
