import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../test/support/paths.ts';

/** A copy of the sample, made anew each time. Two levels below the project, as the sample is: its recipe's schema is found. */
export const DEMO = join(ROOT, 'out/demo');

const BASELINE = ['--provider', 'baseline', '--data', '.vision-ft'];
/** The file picker finds the built files, which the sample's git ignores. */
const SETTINGS = { 'search.useIgnoreFiles': false };
const MODELS = ['nearest-neighbour', 'prior'] as const;

/** Copies the sample and runs the whole job on it through the command line. Throws one sentence where a step fails. */
export async function runDemo(): Promise<void> {
  rmSync(DEMO, { recursive: true, force: true });
  mkdirSync(DEMO, { recursive: true });
  cpSync(join(ROOT, 'samples/emoji'), DEMO, { recursive: true });
  mkdirSync(join(DEMO, '.vscode'));
  writeFileSync(join(DEMO, '.vscode/settings.json'), JSON.stringify(SETTINGS, null, 2));

  await step('Build training, validation and test files from the recipe', ['build', 'emoji.recipe.json', '--out', '.']);
  await step('Lint them', ['lint', 'train.jsonl', 'validation.jsonl', 'test.jsonl', '--max-findings', '3']);
  for (const model of MODELS) {
    const tune = ['tune', 'train.jsonl', '--validation', 'validation.jsonl', '--model', model, '--suffix', 'emoji'];
    const tuned = await step(`Fine-tune ${model}`, [...tune, ...BASELINE, '--wait', '--yes']);
    const run = `runs/${model}`;
    const evaluate = ['evaluate', 'test.jsonl', '--answers', 'test.answers.jsonl', '--model', tuned, '--out', run];
    await step(`Evaluate ${tuned}`, [...evaluate, ...BASELINE, '--yes']);
    await step(`Judge its answers`, ['judge', run, ...BASELINE, '--yes']);
  }
  const runs = MODELS.map((model) => `runs/${model}`);
  await step('Report', ['report', ...runs, '--recipe', 'emoji.recipe.json']);
}

/** Runs one command of the command line in the demo's folder and returns the last line it printed. */
async function step(heading: string, args: readonly string[]): Promise<string> {
  console.log(`\n> ${heading}\n  vision-ft ${args.join(' ')}`);
  const started = Date.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], {
    cwd: DEMO,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    last = line;
  }
  const code = await exit;
  if (code !== 0) throw new Error(`"${heading}" ended with status ${code}; its own message is above.`);
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return last;
}
