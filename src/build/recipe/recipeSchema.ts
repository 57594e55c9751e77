import { z } from 'zod';
import { DETAILS } from '../../dataset/vocabulary.ts';
import { PURPOSES } from '../../dataset/purpose.ts';
import { isPattern } from '../../dataset/questionTypes.ts';
import { PROVIDER_IDS } from '../../providers/profile.ts';
import { BYTE_SIZE } from './byteSize.ts';

/** What a `*.recipe.json` may say. `media/recipe.schema.json` is made from this (scripts/make-schemas.mjs). */

export const SHUFFLES = ['huggingface', 'sklearn', 'none'] as const;
export type Shuffle = (typeof SHUFFLES)[number];

const text = z.string().min(1);
const count = z.int().min(1);

/** A fraction is below 1, a count a whole number. */
const share = z.union([count, z.number().gt(0).lt(1)]);

const sourceSchema = z
  .strictObject({
    path: z
      .union([text, z.array(text).min(1)])
      .describe(
        'A table (.parquet .csv .tsv .json .jsonl), another training file, a folder with a metadata table that has a column file_name, or a folder with one sub-folder a label; from the recipe. Several tables of one shape: a list, or a * in the name.',
      ),
    image: text
      .optional()
      .describe(
        'Column with the image: a path from the table, a data URL, base64, bytes, or {bytes, path} as Hugging Face has it. "image".',
      ),
    question: text.optional().describe('Column with the question, or a list of them. "question".'),
    answer: text.optional().describe('Column with the answer, or a list of them. "answer"; a folder\'s is "label".'),
    explode: z.boolean().optional().describe('Lists of questions and answers become one row each.'),
    group: text.optional().describe('Rows that share this column never fall into different splits.'),
    id: text.optional().describe('Column that tells rows apart: a value that stands there twice stops the build.'),
    onBadImage: z
      .enum(['stop', 'skip', 'placeholder'])
      .optional()
      .describe(
        'An image that cannot be read stops the build, leaves its row out, or is replaced by a plain grey one. "stop".',
      ),
    onEmptyAnswer: z
      .enum(['stop', 'skip'])
      .optional()
      .describe('A question without an answer stops the build, or is left out. "stop".'),
  })
  .describe('Where the rows come from.');

const splitSourcesSchema = z
  .strictObject({
    train: sourceSchema.optional(),
    validation: sourceSchema.optional(),
    test: sourceSchema.optional(),
  })
  .describe('One source a split, when the data is already split.');

const sharesOf = (sample: Partial<Record<(typeof PURPOSES)[number], number | undefined>>) =>
  PURPOSES.map((split) => sample[split] ?? 0).reduce((sum, each) => (each < 1 ? sum + each : sum), 0);

const sampleSchema = z
  .strictObject({
    train: share.optional().describe('Table rows (before exploding) to train on: how many, or a fraction of all.'),
    validation: share.optional().describe('Table rows to validate on: how many, or a fraction of all.'),
    test: share.optional().describe('Table rows to test on: how many, or a fraction of all.'),
    seed: z.int().min(0).optional().describe('Seed of the shuffle. 42.'),
    shuffle: z
      .enum(SHUFFLES)
      .optional()
      .describe(
        'huggingface: the order of dataset.shuffle(seed). sklearn: the order of train_test_split(random_state). none: file order. "huggingface".',
      ),
    stratify: text
      .optional()
      .describe(
        'Each split gets its share of every value of this column; "type": of every question type of the recipe. The order is then not that of train_test_split(stratify=...).',
      ),
  })
  .refine((sample) => sharesOf(sample) <= 1 + 1e-9, { error: 'has fractions that add up to more than 1' })
  .refine((sample) => PURPOSES.some((split) => sample[split] !== undefined), {
    error: 'needs a count for at least one of train, validation, test',
  })
  .describe('How many rows each split takes, and in which order they are drawn.');

const promptSchema = z
  .strictObject({
    system: text.optional().describe('File with the system prompt, from the recipe; one trailing line end is dropped.'),
    user: text
      .optional()
      .describe('Text before the image. {question}, {id} (0-based row in its split) or any {column}. "{question}".'),
    assistant: text.optional().describe('The answer. {answer}, {id} or any {column}. "{answer}".'),
  })
  .describe('The words of each example; {{ and }} stand for braces.');

const rowShotSchema = z.strictObject({
  row: z.int().min(0).describe('Row of the training split, exploded, from 0.'),
  question: text.optional().describe("Used as it stands; without it the row's own question through the template."),
  reasoning: text.optional().describe('Put before the answer, with a blank line between them.'),
  answer: text.optional().describe("Used as it stands; without it the row's own answer through the template."),
});

const diverseShotsSchema = z.strictObject({
  diverse: count.describe('So many examples that differ most in image and answer, of the first 1,000 rows drawn.'),
  type: text.optional().describe('Only of this question type.'),
});

const fewShotSchema = z
  .union([rowShotSchema, diverseShotsSchema])
  .describe('An example that every line shows first, or several that differ most.');

const byteSize = z.union([count, z.string().regex(BYTE_SIZE, { error: 'is no size as "512 MB"' })]);

const imageSchema = z
  .strictObject({
    format: z.enum(['jpeg', 'png', 'webp']).optional().describe('What images are encoded as. "jpeg".'),
    quality: z.int().min(1).max(100).optional().describe('Of JPEG and WEBP; with "fit" the highest that is tried. 75.'),
    fit: byteSize
      .optional()
      .describe('"512 MB", or bytes: the highest quality is taken for which each of the files is at most so large.'),
    maxSide: z.int().min(1).nullable().optional().describe('Longer images are scaled down to this many pixels.'),
    detail: z.enum(DETAILS).nullable().optional().describe('How closely the model looks; left out when null.'),
    matchPillow: z
      .boolean()
      .optional()
      .describe(
        "The pixels of Pillow's convert('RGB') and save('JPEG'): transparency is dropped, not put on white. true.",
      ),
    bakeOrientation: z
      .boolean()
      .optional()
      .describe('Turn the pixels as EXIF says, which viewers do and Pillow does not; metadata never stays. false.'),
  })
  .refine(({ fit, format }) => fit === undefined || format !== 'png', {
    path: ['fit'],
    error: 'needs the format jpeg or webp: PNG has no quality',
  })
  .describe('How images are encoded.');

const patternSchema = text.refine(isPattern, { error: 'is no regular expression' });

const questionTypeSchema = z
  .strictObject({
    name: text.describe('What the type is called in reports.'),
    questions: z.array(text).optional().describe('Questions of this type, word for word.'),
    patterns: z.array(patternSchema).optional().describe('Regular expressions, upper and lower case alike.'),
  })
  .refine(({ questions, patterns }) => questions !== undefined || patterns !== undefined, {
    error: 'needs questions or patterns',
  });

const outputSchema = z
  .strictObject({
    train: text.optional().describe('File to train on.'),
    validation: text.optional().describe('File to validate on.'),
    test: text.optional().describe('File to test on.'),
    answers: text.optional().describe('Reference answers of a test file that has none itself.'),
    testHasAnswers: z.boolean().optional().describe('Leave the answers in the test file. false.'),
  })
  .describe('File names, from the recipe. A split that is not named is not written; none named: SPLIT.jsonl each.');

const targetSchema = z
  .strictObject({
    provider: z.enum(PROVIDER_IDS).describe('The vendor whose form the files get.'),
    folder: text.describe('Where its files stand, from the recipe; they are called as the others.'),
    imageUrl: z
      .url({ protocol: /^https?$/ })
      .refine((address) => address.split('/').at(-1)?.includes('{hash}'), { error: 'needs {hash} in its last part' })
      .optional()
      .describe(
        'Images are files of their own that you put on a server: their address, with {hash} (SHA-256) and {format} (jpeg, png, webp). Without it they stand in the lines.',
      ),
    images: text.optional().describe('Folder of these image files, from the target\'s folder. "images".'),
    maxBytes: byteSize
      .optional()
      .describe("Files are divided at this size, as train-00001-of-00003.jsonl; the vendor's limit at the latest."),
  })
  .describe("The same examples in one vendor's form, divided where its limits ask for it.");

const evaluateSchema = z
  .strictObject({
    judge: z
      .strictObject({
        prompt: text
          .optional()
          .describe(
            'File with what a judge is told before it rates an answer, from the recipe; one trailing line end is dropped. The built-in prompt (docs/evaluate.md).',
          ),
      })
      .optional()
      .describe('Who rates answers by their references.'),
  })
  .describe('How runs over the test file are evaluated.');

export const recipeSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The schema that an editor checks the recipe against.'),
    name: text.optional().describe('What the recipe is about.'),
    source: z
      .union([sourceSchema, splitSourcesSchema])
      .describe('Where the rows come from: one source, or one each for train, validation and test.'),
    sample: sampleSchema,
    prompt: promptSchema,
    fewShot: z
      .array(fewShotSchema)
      .optional()
      .describe('Examples that every line shows first, from the training split: each a row, or several by "diverse".'),
    image: imageSchema.optional(),
    questionTypes: z.array(questionTypeSchema).optional().describe('The first match wins; the unmatched are Other.'),
    output: outputSchema.optional(),
    evaluate: evaluateSchema.optional(),
    targets: z.array(targetSchema).optional().describe('More files of the same examples, for other vendors.'),
  })
  .describe('How training, validation and test files are built. The same recipe gives the same bytes.');

export type Recipe = z.infer<typeof recipeSchema>;
export type SourceRecipe = z.infer<typeof sourceSchema>;
export type SplitSources = z.infer<typeof splitSourcesSchema>;
export type Sample = z.infer<typeof sampleSchema>;
export type RowShot = z.infer<typeof rowShotSchema>;
export type DiverseShots = z.infer<typeof diverseShotsSchema>;
export type FewShot = z.infer<typeof fewShotSchema>;
export type TargetRecipe = z.infer<typeof targetSchema>;
export type QuestionType = z.infer<typeof questionTypeSchema>;
