import type { ByteSource } from '../../../src/dataset/byteSource.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import { DATASET_RULES } from '../../../src/lint/datasetRules.ts';
import type { LintOptions } from '../../../src/lint/lintRun.ts';
import { assistant, example, image, lint, soundLines, text, user } from '../../unit/lint/planting.ts';

/** Lines that stand behind ten sound ones, or a whole file, or one too large to be written down. */
export type Planted = string[] | Buffer | ByteSource;

/** What a rule finds and what it leaves in peace: its unit test, and its examples in docs/rules.md. */
export interface RuleExample {
  bad: Planted;
  good: Planted;
  options?: Partial<LintOptions>;
  /** What the finding's columns enclose; not asked where it is missing. */
  at?: string;
  /** Other rules that speak of the bad example as well. */
  also?: string[];
  /** Another way to check than to lint the file for itself: with other files, or a vendor's message. */
  check?: (planted: readonly string[], options: Partial<LintOptions>) => Promise<Finding[]>;
  /** In the page, in place of lines that show little. */
  shown?: { bad: string; good: string };
}

/** By the ids of rules; the first example of each is the one in the page. */
export type RuleExamples = Readonly<Record<string, readonly [RuleExample, ...RuleExample[]]>>;

export const wholeFile = (...lines: string[]) => Buffer.from([...soundLines(10), ...lines].join('\n') + '\n');

/** What is linted: planted lines get their ten sound ones, which in a test file have no answers. */
export function plant(part: Planted, { purpose }: Partial<LintOptions> = {}): Planted {
  if (!Array.isArray(part)) return part;
  const base = soundLines(10);
  return [...(purpose === 'test' ? base.map(withoutAnswer) : base), ...part];
}

function withoutAnswer(line: string): string {
  const { messages } = JSON.parse(line) as { messages: unknown[] };
  return example(...messages.slice(0, -1));
}

/** A file that is never on a disk: `fill` writes what stands at a position. */
export function hugeFile(size: number, fill: (position: number, length: number) => Buffer): ByteSource {
  return {
    size,
    read: (position, length) => Promise.resolve(fill(position, Math.max(0, Math.min(length, size - position)))),
    close: () => Promise.resolve(),
  };
}

/** An example that asks about one image. */
export const withImage = (url: string, more: object = {}) =>
  example(user(text('What is this?'), image(url, more)), assistant());

/** Rules that compare a planted line with those around it. */
const COMPARING = new Set(DATASET_RULES.map(({ id }) => id));

/** What is found in the bad or the good part of a rule's example, without what is expected besides. */
export async function found(rule: string, part: Planted, { options = {}, also = [], check }: RuleExample) {
  const findings =
    check && Array.isArray(part) ? await check(part, options) : (await lint(plant(part, options), options)).findings;
  return findings.filter((each) => each.rule === rule || !(also.includes(each.rule) || COMPARING.has(each.rule)));
}
