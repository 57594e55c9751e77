import type { ByteSource } from '../../dataset/byteSource.ts';
import { readLine, type LooseMessage } from '../../dataset/example.ts';
import { scanLines, type ScanOptions } from '../../dataset/lineIndex.ts';
import { lineWithoutBase64 } from '../../dataset/withoutBase64.ts';

/** What may have made a vendor leave an example out, where it says a reason and no line. */
interface Sign {
  /** Rules of the linter that find the same. */
  rules: readonly string[];
  /** Words of the question or the answer that speak of what the image shows. */
  words?: RegExp;
}

const CHILDREN = String.raw`child|children|kids?|bab(?:y|ies)|toddlers?|infants?|boys?|girls?`;
const FACES = String.raw`faces?|facial|portraits?|selfies?|smil(?:e|es|ing)|beards?|mustaches?|eyebrows?`;
const PEOPLE = String.raw`persons?|people|humans?|m[ae]n|wom[ae]n|guys?|lad(?:y|ies)|adults?|crowds?|players?|pedestrians?`;
const word = (...of: string[]) => new RegExp(String.raw`\b(?:${of.join('|')})\b`, 'i');

/** By the labels of lint/explain. */
const SIGNS: Readonly<Partial<Record<string, Sign>>> = {
  'contains CAPTCHAs': { rules: [], words: word('captchas?', 'recaptchas?') },
  'contains people': { rules: [], words: word(PEOPLE, FACES, CHILDREN) },
  'contains faces': { rules: [], words: word(FACES, PEOPLE, CHILDREN) },
  'contains children': { rules: [], words: word(CHILDREN) },
  'inaccessible URL': { rules: ['url-unreachable', 'url-image-not-accepted'] },
  'image too large': { rules: ['image-too-large'] },
  'invalid image format': {
    rules: ['unsupported-format', 'corrupt-image', 'bad-base64', 'bad-data-url', 'unsupported-color-mode'],
  },
};

/** Rules of the linter whose findings are candidates for these reasons. */
export const rulesFor = (reasons: readonly string[]): string[] => [
  ...new Set(reasons.flatMap((reason) => SIGNS[reason]?.rules ?? [])),
];

/** An example that may be meant: a guess, for its words are no picture. */
export interface Candidate {
  /** From 0. */
  line: number;
  reason: string;
  /** The word that speaks for it. */
  word: string;
}

/** Examples with an image whose last question or answer speaks of what these reasons exclude; one reason an example. */
export async function candidatesIn(
  source: ByteSource,
  reasons: readonly string[],
  options: ScanOptions,
): Promise<Candidate[]> {
  const signs = reasons.flatMap((reason) => {
    const words = SIGNS[reason]?.words;
    return words ? [{ reason, words }] : [];
  });
  const found: Candidate[] = [];
  if (signs.length === 0) return found;
  await scanLines(
    source,
    ({ index, bytes }) => {
      const text = bytes && lastWords(lineWithoutBase64(bytes), index);
      if (text === undefined) return;
      for (const { reason, words } of signs) {
        const word = words.exec(text)?.[0];
        if (word === undefined) continue;
        found.push({ line: index, reason, word });
        break;
      }
    },
    options,
  );
  return found;
}

/** The texts of the last question and its answer, of an example with an image; few-shot examples before it say nothing of it. */
function lastWords(text: string, line: number): string | undefined {
  const example = readLine(text, line);
  if (example.kind !== 'chat') return undefined;
  const { messages } = example;
  if (!messages.some(({ parts }) => parts.some(({ type }) => type === 'image'))) return undefined;
  const last = (role: string) => messages.findLast((message) => message.role === role);
  return [last('user'), last('assistant')].map(textOf).join('\n');
}

const textOf = (message: LooseMessage | undefined): string =>
  (message?.parts ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
