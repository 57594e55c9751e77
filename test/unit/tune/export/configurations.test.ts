import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { TRAINER_IDS, type TrainerId } from '../../../../src/tune/export/trainer.ts';
import { documented } from '../../../support/documented.ts';
import { ExportWorkshop, goodExamples } from './exportWorkshop.ts';

const CONFIGURATIONS: Readonly<Record<TrainerId, string>> = {
  together: 'train.sh',
  fireworks: 'train.sh',
  trl: 'config.yaml',
  'llama-factory': 'config.yaml',
  'ms-swift': 'train.sh',
};

/** Names of the settings in a configuration. */
function namesIn(file: string, text: string): string[] {
  const pattern = file.endsWith('.yaml') ? /^(\w+):/gm : /^ +--([\w-]+)/gm;
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

describe('exported configurations', () => {
  let workshop: ExportWorkshop;
  before(async () => {
    const { lines } = await goodExamples();
    workshop = await ExportWorkshop.open({ 'train.jsonl': lines });
  });
  after(() => workshop.close());

  const settings = { epochs: 7, batchSize: 12, learningRate: 2e-7, seed: 99 };
  const configuration = async (trainer: TrainerId, more = {}) => {
    const report = await workshop.export(trainer, 'train.jsonl', more);
    return { report, text: await workshop.read(report, CONFIGURATIONS[trainer]) };
  };

  for (const trainer of TRAINER_IDS)
    it(`for ${trainer} say only what it has an argument for`, async () => {
      const all = { settings, model: 'org/model', validation: workshop.path('train.jsonl') };
      const { text } = await configuration(trainer, all);
      const names = namesIn(CONFIGURATIONS[trainer], text);
      const known = new Set(documented(trainer, 'arguments.json') as string[]);
      assert.ok(names.length > 3);
      assert.deepEqual(
        names.filter((name) => !known.has(name)),
        [],
      );
    });

  for (const [trainer, expected] of [
    ['together', [/--n-epochs 7 /, /--batch-size 12 /, /--learning-rate 2e-7 /, /--random-seed 99\n/]],
    ['fireworks', [/--epochs 7 /, /--learning-rate 2e-7 /]],
    [
      'trl',
      [/^num_train_epochs: 7$/m, /^gradient_accumulation_steps: 12$/m, /^learning_rate: 2\.0e-7$/m, /^seed: 99$/m],
    ],
    [
      'llama-factory',
      [/^num_train_epochs: 7$/m, /^gradient_accumulation_steps: 12$/m, /^learning_rate: 2\.0e-7$/m, /^seed: 99$/m],
    ],
    ['ms-swift', [/--num_train_epochs 7 /, /--gradient_accumulation_steps 12 /, /--learning_rate 2e-7 /, /--seed 99 /]],
  ] as const)
    it(`for ${trainer} have the numbers that were asked for, and say which they cannot have`, async () => {
      const { text, report } = await configuration(trainer, { settings, model: 'org/model' });
      for (const pattern of [...expected, /org\/model/]) assert.match(text, pattern);
      const unused = report.notes.filter((note) => note.includes('was not used')).length;
      assert.equal(unused, 4 - expected.length);
    });

  it('measure only where there is a validation file', async () => {
    for (const trainer of TRAINER_IDS) {
      const { text } = await configuration(trainer);
      assert.doesNotMatch(text, /validation|eval/);
      const { text: both } = await configuration(trainer, { validation: workshop.path('train.jsonl') });
      assert.match(both, /validation|eval/);
    }
  });

  it('take the name of a model as a word, whatever is in it', async () => {
    const model = `a'; touch "$HOME" \`b\` # c: [d]`;
    for (const trainer of ['together', 'fireworks', 'ms-swift'] as const) {
      const { text } = await configuration(trainer, { model });
      // the shell reads the script without running it, and gives the words back
      const line = text.split('\n').find((each) => /--(base-)?model /.test(each)) ?? '';
      const said = execFileSync('sh', [
        '-c',
        `printf '%s' ${line
          .trim()
          .replace(/^--\S+ /, '')
          .replace(/ \\$/, '')}`,
      ]);
      assert.equal(said.toString(), model);
    }
    const { text } = await configuration('trl', { model });
    assert.equal(JSON.parse(/^model_name_or_path: (.*)$/m.exec(text)?.[1] ?? ''), model);
  });

  it('give LLaMA-Factory the template of the model, or say that it is to be set', async () => {
    const template = async (model: string) => {
      const { text, report } = await configuration('llama-factory', { model });
      return { template: /^template: "(.*)"$/m.exec(text)?.[1], notes: report.notes.join() };
    };
    assert.equal((await template('Qwen/Qwen2.5-VL-7B-Instruct')).template, 'qwen2_vl');
    assert.equal((await template('Qwen/Qwen3-VL-8B-Instruct')).template, 'qwen3_vl_nothink');
    assert.match((await template('org/unheard-of')).notes, /template of org\/unheard-of is not known: set "template"/);
  });

  it('leave room for the longest example', async () => {
    const { lines } = await goodExamples();
    const long = {
      messages: [
        { role: 'user', content: 'word '.repeat(20_000) },
        { role: 'assistant', content: 'Yes' },
      ],
    };
    const own = await ExportWorkshop.open({ 'train.jsonl': [...lines, long] });
    const limitOf = async (trainer: TrainerId, pattern: RegExp) => {
      const report = await own.export(trainer, 'train.jsonl');
      return Number(pattern.exec(await own.read(report, CONFIGURATIONS[trainer]))?.[1]);
    };
    assert.ok((await limitOf('llama-factory', /^cutoff_len: (\d+)$/m)) >= 20_000);
    assert.ok((await limitOf('ms-swift', /--max_length (\d+)/)) >= 20_000);
    await own.close();
  });

  for (const trainer of ['trl', 'llama-factory', 'ms-swift'] as const)
    it(`come for ${trainer} with commands for one GPU, for several, for serving and for evaluating`, async () => {
      const { report } = await configuration(trainer, { model: 'org/model' });
      const readme = await workshop.read(report, 'README.md');
      assert.match(readme, /pip install/);
      assert.match(readme, /## Train on one GPU\n/);
      assert.match(readme, /## Train on several GPUs\n/);
      assert.match(readme, /vllm serve org\/model \\\n {2}--enable-lora \\\n {2}--lora-modules tuned=output/);
      assert.match(readme, /VISION_FT_API_KEY=none vision-ft evaluate test\.jsonl \\\n {2}--model tuned \\\n/);
      assert.match(readme, /--base-url http:\/\/localhost:8000\/v1/);
    });
});
