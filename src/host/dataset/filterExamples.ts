import { l10n } from 'vscode';
import { z } from 'zod';
import { RESULTS, SORT_KEYS, type Listing } from '../../protocol/listing.ts';
import type { CommandContext } from '../commandContext.ts';
import { Hint } from '../report.ts';

const imagesSchema = z.union([
  z.int().min(0),
  z.strictObject({ least: z.int().min(0), most: z.int().min(0).optional() }),
]);
const sortSchema = z.union([
  z.enum(SORT_KEYS),
  z.strictObject({ by: z.enum(SORT_KEYS), descending: z.boolean().optional() }),
]);
const argumentsSchema = z.strictObject({
  text: z.string().optional(),
  regex: z.boolean().optional(),
  matchCase: z.boolean().optional(),
  severity: z.enum(['error', 'warning', 'info']).optional(),
  rule: z.string().optional(),
  role: z.string().optional(),
  answer: z.string().optional(),
  images: imagesSchema.optional(),
  result: z.enum(RESULTS).optional(),
  run: z.string().optional(),
  sort: sortSchema.optional(),
});
type Arguments = z.infer<typeof argumentsSchema>;

/**
 * Lists the examples of the active dataset editor that fit, in place of what it lists; all given must hold.
 * Without arguments the find field gets the focus; `{}` lists the whole file.
 *
 * - `text` stands in a text of the example; `regex` takes it as a regular expression, `matchCase` minds its case
 * - `severity` ("error", "warning", "info") and `rule` ("duplicate-example"): the example has such a problem
 * - `role`: the text stands in a message of this role, or the example has such a message
 * - `answer`: the final answer, whatever its case
 * - `images`: their number, or `{ least, most }`
 * - `result` ("right", "wrong") of `run`, by its name or its two letters, or of the first run shown; or of all of them:
 *   "disagree", "allWrong", or "suspect" where all give one and the same answer and it is not the reference
 * - `sort`: "line", "tokens", "bytes", "problems" (the most first), or `{ by, descending }`
 *
 * As a keybinding: `{ "command": "visionFineTuning.filterExamples", "args": { "severity": "error", "sort": "tokens" } }`.
 */
export function filterExamples({ editors }: CommandContext, given?: unknown): void {
  const { active } = editors;
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  if (typeof given !== 'object' || given === null) {
    active.session.find();
    return;
  }
  const read = argumentsSchema.safeParse(given);
  if (!read.success)
    throw new Error(l10n.t('These are no filters of examples: {0}', z.prettifyError(read.error).replaceAll('\n', ' ')));
  void active.session.list(listingOf(read.data));
}

/** The listing that arguments of the command mean. */
export function listingOf(given: Arguments): Listing {
  const { text, regex = false, matchCase = false, severity, rule, role, answer, images, result, run, sort } = given;
  return {
    ...(text && { text: { query: text, regex, matchCase } }),
    ...((severity ?? rule) !== undefined && {
      problems: { ...(severity !== undefined && { severity }), ...(rule !== undefined && { rule }) },
    }),
    ...(role !== undefined && { role }),
    ...(answer !== undefined && { answer }),
    ...(images !== undefined && { images: imagesOf(images) }),
    ...(result !== undefined && { result }),
    ...(run !== undefined && { run }),
    ...(sort !== undefined && { sort: sortOf(sort) }),
  };
}

function imagesOf(images: z.infer<typeof imagesSchema>): NonNullable<Listing['images']> {
  if (typeof images === 'number') return { least: images, most: images };
  return { least: images.least, ...(images.most !== undefined && { most: images.most }) };
}

function sortOf(sort: z.infer<typeof sortSchema>): NonNullable<Listing['sort']> {
  const { by, descending }: { by: (typeof SORT_KEYS)[number]; descending?: boolean | undefined } =
    typeof sort === 'string' ? { by: sort } : sort;
  return { by, descending: descending ?? by !== 'line' };
}
