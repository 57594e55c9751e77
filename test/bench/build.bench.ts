// Building the sample's recipe against a loop that reads and encodes the image of every row anew.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFromRecipe, readRecipe } from '../../src/build/build.ts';
import { planRows, type PlannedRow } from '../../src/build/plan.ts';
import { PURPOSES } from '../../src/dataset/purpose.ts';
import { toDataUrl } from '../../src/dataset/dataUrl.ts';
import { encodeImage } from '../../src/images/encode.ts';
import { ROOT } from '../support/paths.ts';
import { pairs, report } from './measure.ts';

const ROUNDS = 5;
const SAMPLE = join(ROOT, 'samples/emoji');
const RECIPE = join(SAMPLE, 'emoji.recipe.json');
/** The notebook's shape: few-shot images once, then one line after another, its image read and encoded for each. */
async function everyRowAnew(outDir: string): Promise<void> {
  const recipe = await readRecipe(RECIPE);
  const plan = await planRows(recipe, { folder: SAMPLE, splits: PURPOSES, answered: PURPOSES, signal: undefined });
  const system = { role: 'system', content: [text(await readFile(join(SAMPLE, 'system.md'), 'utf8'))] };
  const examples = (plan.train ?? []).flatMap((row) => row.examples.map((example) => ({ row, ...example })));
  const shots = [];
  for (const { row, question } of (recipe.fewShot ?? []).filter((shot) => 'row' in shot)) {
    const example = examples[row];
    if (!example) throw new Error(`no row ${row}`);
    shots.push(await user(question ?? example.question, example.row), assistant(example.answer));
  }
  for (const split of PURPOSES) {
    const lines: string[] = [];
    for (const row of plan[split] ?? [])
      for (const example of row.examples) {
        const messages = [system, ...shots, await user(example.question, row)];
        if (split !== 'test') messages.push(assistant(example.answer));
        lines.push(`${JSON.stringify({ messages })}\n`);
      }
    await writeFile(join(outDir, `${split}.jsonl`), lines.join(''));
  }
}

const text = (words: string | undefined) => ({ type: 'text', text: words ?? '' });
const assistant = (answer: string | undefined) => ({ role: 'assistant', content: [text(answer)] });
async function user(question: string, row: PlannedRow) {
  const bytes = await readFile(join(SAMPLE, String(row.image)));
  const jpeg = await encodeImage(bytes, { format: 'jpeg', quality: 50, matchPillow: true });
  return {
    role: 'user',
    content: [text(question), { type: 'image_url', image_url: { url: toDataUrl('image/jpeg', jpeg) } }],
  };
}

const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const ours = () => buildFromRecipe(RECIPE, { outDir: folder });
  report(
    'build of the sample (1,500 examples, 300 images) against every row encoded anew',
    await pairs(ours, () => everyRowAnew(folder), ROUNDS),
    'at most 0.67',
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
