import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { ExportError } from '../../../../src/tune/export/exportError.ts';
import type { ExportRequest } from '../../../../src/tune/export/exportTraining.ts';
import type { TrainerId } from '../../../../src/tune/export/trainer.ts';
import { pngUrl } from '../../../support/fixtures.ts';
import { assistant, chat, ExportWorkshop, goodExamples, image, user } from './exportWorkshop.ts';

const WEB = 'https://example.org/a.png';

describe('what cannot be exported', () => {
  let workshop: ExportWorkshop;
  let png: string;
  before(async () => {
    const { lines } = await goodExamples();
    png = await pngUrl(20, 20);
    const many = Array.from({ length: 11 }, () => image(png));
    workshop = await ExportWorkshop.open({
      'good.jsonl': lines,
      'bad.jsonl': [
        ...lines,
        '{"messages": [',
        chat({ role: 'user', content: 'What?' }),
        { input: { messages: [] }, preferred_output: [], non_preferred_output: [] },
        chat({ role: 'user', content: 'What?' }, assistant('That', 2)),
      ],
      'blank.jsonl': [lines[0], '', lines[1], lines[2]],
      'web.jsonl': [...lines, chat(user(image(WEB)), assistant('That'))],
      'broken.jsonl': [...lines, chat(user(image('data:image/png;base64,iVBORw0KGgo=')), assistant('That'))],
      'path.jsonl': [...lines, chat(user(image('images/a.png')), assistant('That'))],
      'many.jsonl': [...lines, chat(user(...many), assistant('That'))],
      'gif.jsonl': [
        ...lines,
        chat(
          user(image('data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')),
          assistant('That'),
        ),
      ],
      'few.jsonl': lines.slice(0, 2),
      'tools.jsonl': [chat({ role: 'user', content: 'What?' }, { role: 'assistant', tool_calls: [] })],
    });
  });
  after(() => workshop.close());

  for (const [what, file, trainer, sentence] of [
    [
      'lines that are no examples, all of them counted',
      'bad.jsonl',
      'trl',
      'bad.jsonl was not exported: 4 lines are no training example (lines 5, 6, 7, 8); vision-ft lint bad.jsonl shows what is wrong.',
    ],
    [
      'a web address where only files are read',
      'web.jsonl',
      'llama-factory',
      'web.jsonl was not exported: 1 line has an image behind a web address, which LLaMA-Factory does not load (line 5); vision-ft fix web.jsonl --rule url-image-not-accepted puts them into the file.',
    ],
    [
      'an image that breaks off',
      'broken.jsonl',
      'ms-swift',
      'broken.jsonl was not exported: 1 line has an image that cannot be read (line 5); vision-ft lint broken.jsonl shows what is wrong.',
    ],
    [
      'a path in place of an image',
      'path.jsonl',
      'trl',
      'path.jsonl was not exported: 1 line has an image that cannot be read (line 5); vision-ft lint path.jsonl shows what is wrong.',
    ],
    [
      'more images than the vendor takes',
      'many.jsonl',
      'together',
      'many.jsonl was not exported: 1 line has images beyond what Together AI takes (line 5); vision-ft lint many.jsonl --provider together shows what is wrong.',
    ],
    [
      'a format that the vendor does not take',
      'gif.jsonl',
      'fireworks',
      'gif.jsonl was not exported: 1 line has images beyond what Fireworks AI takes (line 5); vision-ft lint gif.jsonl --provider fireworks shows what is wrong.',
    ],
    [
      'fewer examples than the vendor takes',
      'few.jsonl',
      'fireworks',
      'few.jsonl has 2 examples to export, but Fireworks AI takes at least 3; add some.',
    ],
    [
      'a file with nothing to export',
      'tools.jsonl',
      'trl',
      'tools.jsonl has no example that can be exported for TRL. 1 example with tool calls or tool results left out: TRL gets none from here.',
    ],
  ] as const)
    it(`${what}: one sentence, and nothing is written`, async () => {
      const before = await readdir(workshop.folder);
      await assert.rejects(workshop.export(trainer, file), new ExportError(sentence));
      assert.deepEqual(await readdir(workshop.folder), before);
    });

  it('a validation file with a bad line stops the export too', async () => {
    const request: Partial<ExportRequest> = { validation: workshop.path('web.jsonl') };
    const before = await readdir(workshop.folder);
    await assert.rejects(workshop.export('trl', 'good.jsonl', request), /^Error: web\.jsonl was not exported/);
    assert.deepEqual(await readdir(workshop.folder), before);
  });

  it('a stopped export leaves nothing', async () => {
    const { exportTraining } = await import('../../../../src/tune/export/exportTraining.ts');
    const stop = new AbortController();
    const before = await readdir(workshop.folder);
    const request = { trainer: 'trl' as const, train: workshop.path('good.jsonl'), out: workshop.path('stopped') };
    const onProgress = () => {
      stop.abort();
    };
    await assert.rejects(exportTraining(request, { signal: stop.signal, onProgress }), { name: 'AbortError' });
    assert.deepEqual(await readdir(workshop.folder), before);
  });

  it('a folder that holds something stays as it is; an empty one is filled', async () => {
    await mkdir(workshop.path('held'));
    await writeFile(workshop.path('held', 'adapter.safetensors'), 'trained');
    const held = workshop.export('trl', 'good.jsonl', { out: workshop.path('held') });
    await assert.rejects(held, /held is not empty; choose another folder/);
    assert.deepEqual(await readdir(workshop.path('held')), ['adapter.safetensors']);
    await mkdir(workshop.path('empty'));
    await workshop.export('trl', 'good.jsonl', { out: workshop.path('empty') });
    assert.ok((await readdir(workshop.path('empty'))).includes('train.jsonl'));
  });

  it('blank lines are no examples and no fault', async () => {
    assert.deepEqual((await workshop.export('trl', 'blank.jsonl')).data, [{ file: 'train.jsonl', examples: 3 }]);
  });

  it('a web address stays one where the trainer loads it', async () => {
    const lines = await workshop.lines(await workshop.export('ms-swift', 'web.jsonl'));
    assert.deepEqual(lines.at(-1)?.images, [WEB]);
  });
});

describe('what a trainer cannot express', () => {
  let workshop: ExportWorkshop;
  before(async () => {
    const { lines } = await goodExamples();
    const png = await pngUrl(20, 20);
    const answer = assistant('That');
    const question = { role: 'user', content: 'What?' };
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    workshop = await ExportWorkshop.open(
      Object.fromEntries(
        Object.entries({
          details: chat(user(image(png, { detail: 'low' }), image(png, { detail: 'high' })), answer),
          names: chat({ ...question, name: 'kim' }, answer),
          developer: chat({ role: 'developer', content: 'Look.' }, question, answer),
          toolCalls: chat(question, { role: 'assistant', tool_calls: [call] }),
          tools: { ...chat(question, answer), tools: [] },
          keys: { ...chat(question, answer), id: 7 },
          refusal: chat(question, { role: 'assistant', refusal: 'I cannot say.' }),
          imageInSystem: chat({ role: 'system', content: [image(png)] }, question, answer),
          imageInAnswer: chat(question, { role: 'assistant', content: [image(png), { type: 'text', text: 'That' }] }),
          marks: chat({ role: 'user', content: 'What does <image> mean?' }, answer),
          twoQuestions: chat(question, { role: 'user', content: 'Well?' }, answer),
          unanswered: chat(question, answer, question),
          lateSystem: chat(question, answer, { role: 'system', content: 'Be brief.' }, question, answer),
          weights: chat(question, assistant('That', 0), question, assistant('This'), question, assistant('Those')),
        }).map(([name, line]) => [`${name}.jsonl`, [...lines, line]]),
      ),
    );
  });
  after(() => workshop.close());

  for (const [file, trainer, note] of [
    ['details', 'together', /^2 images lost their detail: Together AI knows none\.$/],
    ['names', 'trl', /^1 message lost their name/],
    ['developer', 'fireworks', /^1 developer message became system messages/],
    ['toolCalls', 'together', /^1 example with tool calls or tool results left out/],
    ['tools', 'ms-swift', /^1 example lost their tool definitions/],
    ['keys', 'together', /^1 example lost keys beside their messages/],
    ['refusal', 'llama-factory', /^1 refusal became plain answers/],
    ['imageInSystem', 'fireworks', /^1 example left out: Fireworks AI takes no image in the message it stands in/],
    ['imageInAnswer', 'trl', /^1 example left out: TRL takes no image in the message it stands in/],
    ['marks', 'ms-swift', /^1 text had <image>, <video> or <audio> in them: written as < image >/],
    ['twoQuestions', 'together', /^1 example had messages of one role in a row: joined/],
    ['unanswered', 'llama-factory', /^1 example left out: LLaMA-Factory takes a system message first, then user and/],
    ['lateSystem', 'ms-swift', /^1 example left out: ms-swift takes a system message first, then user and assistant/],
    ['weights', 'llama-factory', /^2 answers of weight 0 will be learned all the same: LLaMA-Factory knows no weights/],
  ] as const satisfies readonly (readonly [string, TrainerId, RegExp])[])
    it(`${file} for ${trainer}: said once with its count, in the README too`, async () => {
      const report = await workshop.export(trainer, `${file}.jsonl`);
      const said = report.notes.filter((each) => note.test(each));
      assert.equal(said.length, 1, report.notes.join('\n'));
      const readme = await readFile(`${report.out}/README.md`, 'utf8');
      assert.ok(readme.replaceAll('\\<', '<').includes(said[0] ?? 'nothing'));
      const left = said[0]?.includes('left out') ? 4 : 5;
      assert.equal(report.data[0]?.examples, left);
    });

  it('a text never takes the place of an image', async () => {
    for (const trainer of ['llama-factory', 'ms-swift'] as const) {
      const lines = await workshop.lines(await workshop.export(trainer, 'marks.jsonl'));
      assert.equal(lines.at(-1)?.messages[0]?.content, 'What does < image > mean?');
    }
    const lines = await workshop.lines(await workshop.export('trl', 'marks.jsonl'));
    assert.deepEqual(lines.at(-1)?.messages[0]?.content, [{ type: 'text', text: 'What does <image> mean?' }]);
  });

  it('messages of one role in a row become one, in their order', async () => {
    const lines = await workshop.lines(await workshop.export('ms-swift', 'twoQuestions.jsonl'));
    assert.deepEqual(lines.at(-1)?.messages, [
      { role: 'user', content: 'What?\nWell?' },
      { role: 'assistant', content: 'That' },
    ]);
  });
});
