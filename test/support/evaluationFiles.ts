import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROOT } from './paths.ts';

/** What tries to become markup, script, a formula or a cell of its own, and letters of many scripts. */
export const HOSTILE = [
  '</script><img src=x onerror="document.title=1">',
  '"><svg onload=alert(1)>',
  '=HYPERLINK("http://example.org","x")',
  'a "quoted", cell\r\nof two lines',
  '書名は שלום Ünïcode 👩‍🔬 \u202Ereversed',
  '{{question}} {% raw %} ${1+1} `x`',
  "it's & <b>bold</b>",
];

interface MadeRun {
  /** Whether the example has its reference for an answer. */
  right: (id: number) => boolean;
  /** What stands for a wrong answer. */
  wrong?: (id: number) => string;
  failed?: (id: number) => boolean;
}

/** Lines of a run over examples whose references alternate between Yes and a title, two of one image. */
export function predictionLines(count: number, { right, wrong = () => 'zzz', failed = () => false }: MadeRun): string {
  const rows = Array.from({ length: count }, (_, id) => {
    const actual_answer = id % 2 ? 'Yes' : `Title ${id}`;
    return {
      example_id: id,
      predicted_answer: failed(id) ? '' : right(id) ? actual_answer : wrong(id),
      actual_answer,
      question: id % 2 ? 'Is it a book?' : 'What is the title?',
      image: `image-${id >> 1}`,
      latency_ms: 100 + id,
      usage: { prompt_tokens: 50, completion_tokens: 4 },
      finish_reason: 'stop',
      ...(failed(id) && { error: '429 too many requests' }),
    };
  });
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The documented structure of another tool's file, as a fixture keeps it. */
export function documentedFile(tool: 'inspect' | 'promptfoo'): z.ZodType {
  const schema = JSON.parse(
    readFileSync(`${ROOT}/test/fixtures/evaluations/${tool}/schema.json`, 'utf8'),
  ) as Parameters<typeof z.fromJSONSchema>[0];
  return z.fromJSONSchema(schema);
}
