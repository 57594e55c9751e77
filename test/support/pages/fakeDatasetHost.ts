import { connect } from '../../../src/protocol/channel.ts';
import type {
  DatasetEdit,
  DatasetHost,
  DatasetPage,
  DatasetSnapshot,
  ExampleView,
  RowView,
} from '../../../src/protocol/datasetPage.ts';
import { bytesOf, fakeVsCode, picture } from './fakeChannel.ts';
import { brokenExamples } from './brokenExamples.ts';
import { fakeFixes } from './fakeFixes.ts';
import { FakeRatings } from './fakeRatings.ts';
import { ASKED, fakeInline } from './fakeInline.ts';
import { fakeImages } from './fakeImages.ts';
import { fakeProblems, fakeRules, VENDORS } from './fakeProblems.ts';
import { textExamples } from './textExamples.ts';
import { addedExample, editExample, editLines, type FakeLine } from './fakeEdits.ts';
import { FakeListing } from './fakeListing.ts';

/** Runs in the page before it: a host with made-up examples, told apart by `scenario`. */

const QUESTIONS: [question: string, answers: string[]][] = [
  ['What is this emoji called?', ['teacup without handle', 'croissant', 'kite', 'octopus', 'abacus']],
  ['Which group does it belong to?', ['Animals & Nature', 'Travel & Places', 'Food & Drink']],
  ['Which set drew it?', ['OpenMoji', 'Twemoji', 'Noto', 'Fluent']],
  ['Is this related to Food & Drink?', ['Yes', 'No']],
];
const { scenario, examples: given } = globalThis.setting;
const lines = {
  small: 485,
  huge: 800_000,
  masses: 10_000_000,
  giant: 10_000_000,
  broken: brokenExamples.length,
  texts: textExamples.length,
  reading: 301,
  empty: 0,
};
const count = given?.length ?? (scenario in lines ? lines[scenario as keyof typeof lines] : lines.small);
const SIDE = 320;

const questionOf = (line: number) => QUESTIONS[line % QUESTIONS.length] ?? ['', []];
const answerOf = (line: number) => {
  const answers = questionOf(line)[1];
  return answers[(line * 7) % answers.length] ?? '';
};
const rightOf = (line: number, run: number) => (line * 31 + run * 17) % 10 < 8 - run * 2;
const warns = (line: number) => line === 51 || line === 52 || line % 97 === 0;

const RUNS: DatasetSnapshot['runs'] = [
  { code: 'ft', name: 'tuned', model: 'ft:gpt-4o-2024-08-06:emoji-vqa', baseline: false },
  { code: '4o', name: 'base', model: 'gpt-4o-2024-08-06', baseline: false },
  { code: 'nn', name: 'nearest-neighbour', model: 'nearest-neighbour', baseline: true },
];
/** Lines of their own, not made up by number. */
const own = new Map([
  ['broken', brokenExamples],
  ['texts', textExamples],
]).get(scenario);
const runs = own || given ? [] : RUNS;

export const snapshot: DatasetSnapshot = {
  name: 'emoji-test.jsonl',
  size: count * 11_000 + 1,
  indexed: scenario === 'reading' ? Math.round(count * 11_000 * 0.625) : count * 11_000 + 1,
  lines: count,
  shared:
    scenario === 'texts'
      ? { messages: 2, examples: 40, sharing: 39, description: 'system prompt' }
      : scenario === 'broken' || scenario === 'empty' || given
        ? { messages: 0, examples: 0, description: '' }
        : { messages: 3, examples: count, description: 'system prompt, 1 few-shot, 1 image' },
  ...fakeRules(scenario),
  ...(scenario === 'reading' && { checking: 0.4 }),
  vendors: VENDORS,
  runs,
  ...(runs.length > 0 && { runCounts: { wrong: [97, 194, 291], disagree: 240, allWrong: 24, suspect: 3 } }),
  selected: scenario === 'small' && !given ? 51 : 0,
  ...(scenario === 'read-only' && { readOnly: 'This file is write-protected: it is shown and not edited.' }),
  ...(scenario === 'failure' && { failure: 'emoji-test.jsonl was deleted: what was read of it is still shown.' }),
};

const row = (line: number): RowView => {
  const broken = own?.[line];
  if (broken)
    return {
      line,
      kind: broken.example.kind,
      question: broken.question,
      answer: broken.answer,
      images: broken.example.images,
      picture: broken.picture,
      bytes: broken.example.bytes,
      ...(broken.example.deviation && { deviates: true }),
      problems: { error: broken.example.findings.length + (broken.example.fault ? 1 : 0), warning: 0, info: 0 },
      predictions: [],
    };
  return {
    line,
    kind: 'chat',
    question: questionOf(line)[0],
    answer: answerOf(line),
    images: 2,
    picture: line === 54 ? 'url' : 'data',
    bytes: 11_000,
    problems: { error: line === 54 ? 1 : 0, warning: warns(line) ? 1 : 0, info: 0 },
    predictions: runs.map((_, run) => rightOf(line, run)),
  };
};

const example = (line: number): ExampleView => {
  const real = given?.[line]?.view;
  if (real) return real;
  const broken = own?.[line];
  if (broken) return { ...broken.example, line };
  const [question] = questionOf(line);
  const answer = answerOf(line);
  const image = (path: string) => ({
    type: 'image' as const,
    path,
    image: {
      source: 'data' as const,
      format: 'PNG',
      mode: warns(line) ? 'palette' : 'RGB',
      width: SIDE,
      height: SIDE,
      bytes: 2545,
      detail: 'high',
      tokens: 255,
    },
  });
  return {
    line,
    kind: 'chat',
    bytes: 11_264,
    images: 2,
    sharesPrefix: true,
    messages: [
      {
        role: 'system',
        path: '/messages/0',
        parts: [
          {
            type: 'text',
            path: '/messages/0/content',
            text: 'Answer questions about one emoji.\nAnswer in a word or two.',
          },
        ],
      },
      {
        role: 'user',
        path: '/messages/1',
        parts: [
          image('/messages/1/content/0'),
          { type: 'text', path: '/messages/1/content/1', text: 'Which set drew it?' },
        ],
      },
      {
        role: 'assistant',
        path: '/messages/2',
        weight: 0,
        parts: [{ type: 'text', path: '/messages/2/content', text: 'Noto' }],
      },
      {
        role: 'user',
        path: '/messages/3',
        parts: [
          image('/messages/3/content/0'),
          { type: 'text', path: '/messages/3/content/1', text: `Question [${line + 1}]: ${question}` },
        ],
      },
      {
        role: 'assistant',
        path: '/messages/4',
        weight: 1,
        parts: [{ type: 'text', path: '/messages/4/content', text: answer }],
      },
    ],
    findings: warns(line)
      ? [
          {
            rule: 'unsupported-color-mode',
            severity: 'warning',
            line: line + 1,
            column: 100,
            endColumn: 200,
            path: '/messages/3/content/0/image_url/url',
            message: "Palette image: OpenAI's documentation names RGB and RGBA only.",
            help: "The linter's opinion, not the vendor's: convert it before training.",
            fixable: true,
          },
        ]
      : [],
    ...(runs.length > 0 && { label: { path: '/messages/4/content' } }),
    ...(scenario === 'asked' && { asked: ASKED }),
    predictions: runs.map((_, run) => {
      const right = rightOf(line, run);
      return {
        run,
        exampleId: line,
        ...rated.of(run, line),
        answer: right ? answer : run === 1 ? `green tea in a ${answer.split(' ')[0] ?? ''}` : 'teapot',
        reference: answer,
        right,
        rating: right ? 'Very Similar' : run === 1 ? 'Somewhat Similar' : 'Incorrect',
        anls: right ? 1 : 0,
      };
    }),
  };
};

const rated = new FakeRatings();

/** The file after edits; only short ones can be edited. */
let edited: FakeLine[] | undefined;
const lineAt = (line: number): FakeLine => edited?.[line] ?? { id: line };
const exampleAt = (line: number): ExampleView => {
  const { id, example: changed } = lineAt(line);
  return { ...(changed ?? example(id)), line };
};
const textOf = (view: ExampleView, role: string) =>
  view.messages
    .filter((message) => message.role === role)
    .at(-1)
    ?.parts.map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
const rowAt = (line: number): RowView => {
  const { id, example: changed } = lineAt(line);
  const made = row(id);
  return changed
    ? { ...made, line, question: textOf(changed, 'user') ?? '', answer: textOf(changed, 'assistant') }
    : { ...made, line };
};

async function applyEdit(edit: DatasetEdit): Promise<void> {
  if (control.refuse !== undefined) throw new Error(control.refuse);
  const before: FakeLine[] = edited ?? Array.from({ length: Math.min(count, 1000) }, (_, id) => ({ id }));
  if ('lines' in edit) edited = editLines(before, edit);
  else if ('at' in edit) edited = before.toSpliced(edit.at, 0, { id: edit.at, example: addedExample(edit.at) });
  else edited = before.with(edit.line, { id: lineAt(edit.line).id, example: editExample(exampleAt(edit.line), edit) });
  const { content = 0 } = control.snapshot;
  control.snapshot = { ...control.snapshot, lines: edited.length, content: content + 1 };
  listing.follow(edit);
  tell();
}

const listing = new FakeListing(() => control.snapshot.lines, rowAt);
const withList = (): DatasetSnapshot => ({ ...control.snapshot, list: { ...listing.state, rows: listing.rows } });
const tell = () => {
  void page.update(withList());
};

/** Calls as they came, how slow the host is and why it refuses edits: for tests. */
const calls: [method: string, ...args: unknown[]][] = [];
const control = { calls, delay: 0, snapshot, refuse: undefined as string | undefined };
Object.assign(globalThis, { fakeHost: control });

async function answer<T>(call: [string, ...unknown[]], make: () => T | Promise<T>): Promise<T> {
  calls.push(call);
  if (control.delay > 0) await new Promise((resolve) => setTimeout(resolve, control.delay));
  return make();
}

const host: DatasetHost = {
  ready: () => answer(['ready'], withList),
  list: (wanted) =>
    answer(['list', wanted], () => {
      listing.set(wanted);
      tell();
    }),
  placeOf: (line) => answer(['placeOf', line], () => listing.placeOf(line)),
  hits: (line) => answer(['hits', line], () => listing.hits(line)),
  rowTokens: (from, to) =>
    answer(['rowTokens', from, to], () => Array.from({ length: to - from }, (_, i) => 900 + listing.lineAt(from + i))),
  rows: (from, to) =>
    answer(['rows', from, to], () =>
      Array.from({ length: Math.max(0, Math.min(to, listing.rows) - from) }, (_, index) =>
        rowAt(listing.lineAt(from + index)),
      ),
    ),
  thumbnail: (line) => answer(['thumbnail', line], () => picture(lineAt(line).id)),
  example: (line) => answer(['example', line], () => exampleAt(line)),
  tokens: (line) => answer(['tokens', line], () => 934),
  image: (line, path, ...side) =>
    answer(['image', line, path, ...side], () => {
      const real = given?.[line]?.images[path];
      return real === undefined ? picture(path.startsWith('/messages/1/') ? 1 : lineAt(line).id) : bytesOf(real);
    }),
  saveImage: (line, path) => answer(['saveImage', line, path], () => undefined),
  openImage: (line, path) => answer(['openImage', line, path], () => undefined),
  allowWebImages: (line, path) => answer(['allowWebImages', line, path], () => undefined),
  select: (line) => answer(['select', line], () => undefined),
  openAsText: (line) => answer(['openAsText', line], () => undefined),
  edit: (edit) => answer(['edit', edit], () => applyEdit(listing.inLines(edit))),
  copyExamples: (lines) => answer(['copyExamples', lines], () => undefined),
  copyLines: (lines) => answer(['copyLines', lines], () => undefined),
  pasteLines: (at) => answer(['pasteLines', at], () => undefined),
  ...fakeImages({ answer, edit: applyEdit, page: () => page, picture: (line) => picture(lineAt(line).id) }),
  ...fakeFixes(answer),
  ...fakeProblems(answer),
  ...fakeInline(answer, () => picture(51)),
  goToSourceRow: (line) => answer(['goToSourceRow', line], () => undefined),
  useAsFewShot: (line) => answer(['useAsFewShot', line], () => undefined),
  showProblems: () => answer(['showProblems'], () => undefined),
  rateAnswer: (run, exampleId, rating) =>
    answer(['rateAnswer', run, exampleId, rating], () => {
      rated.rate(run, exampleId, rating);
      tell();
    }),
  chooseRuns: () => answer(['chooseRuns'], () => undefined),
};
const page = connect<DatasetPage, DatasetHost>(fakeVsCode(), host);
Object.assign(control, { page, apply: applyEdit });
