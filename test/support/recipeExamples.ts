/** One value of each key of a recipe, by its path; docs/recipe.md shows them, and a test reads each in a recipe. */
export const RECIPE_EXAMPLES: Readonly<Record<string, unknown>> = {
  $schema: './recipe.schema.json',
  name: 'emoji',
  source: { train: { path: 'train.parquet' }, test: { path: 'test.parquet' } },
  'source.path': ['data/train-*.parquet'],
  'source.image': 'photo',
  'source.question': 'questions',
  'source.answer': 'answers',
  'source.explode': true,
  'source.group': 'image',
  'source.id': 'image_id',
  'source.onBadImage': 'skip',
  'source.onEmptyAnswer': 'skip',
  sample: { train: 0.8, test: 0.2 },
  'sample.train': 150,
  'sample.validation': 0.1,
  'sample.test': 100,
  'sample.seed': 42,
  'sample.shuffle': 'huggingface',
  'sample.stratify': 'type',
  prompt: { system: 'system.md', user: 'Question [{id}]: {question}' },
  'prompt.system': 'system.md',
  'prompt.user': 'Question [{id}]: {question}',
  'prompt.assistant': '{answer}',
  fewShot: [
    { row: 286, reasoning: 'The title stands in large letters.' },
    { diverse: 2, type: 'Title' },
  ],
  'fewShot[].row': 286,
  'fewShot[].question': 'Example 1: What is the title of this book?',
  'fewShot[].reasoning': 'The title stands in large letters.',
  'fewShot[].answer': "Patty's Patterns",
  'fewShot[].diverse': 3,
  'fewShot[].type': 'Title',
  image: { quality: 50, detail: 'high' },
  'image.format': 'webp',
  'image.quality': 50,
  'image.fit': '512 MB',
  'image.maxSide': 768,
  'image.detail': 'low',
  'image.matchPillow': false,
  'image.bakeOrientation': true,
  questionTypes: [{ name: 'Title', patterns: ['^what is .* called'] }],
  'questionTypes[].name': 'Title',
  'questionTypes[].questions': ['What is the title of this book?'],
  'questionTypes[].patterns': ['^what is .* called'],
  evaluate: { judge: { prompt: 'judge.md' } },
  'evaluate.judge': { prompt: 'judge.md' },
  'evaluate.judge.prompt': 'judge.md',
  output: { train: 'train.jsonl', test: 'test.jsonl', answers: 'test.answers.jsonl' },
  'output.train': 'train.jsonl',
  'output.validation': 'validation.jsonl',
  'output.test': 'test.jsonl',
  'output.answers': 'test.answers.jsonl',
  'output.testHasAnswers': true,
  targets: [{ provider: 'together', folder: 'together' }],
  'targets[].provider': 'azure',
  'targets[].folder': 'azure',
  'targets[].imageUrl': 'https://images.example.org/{hash}.{format}',
  'targets[].images': 'pictures',
  'targets[].maxBytes': '200 MB',
};

/** What keys of a list's entries need beside them. */
const BESIDE: Readonly<Record<string, object>> = {
  'fewShot[].question': { row: 0 },
  'fewShot[].reasoning': { row: 0 },
  'fewShot[].answer': { row: 0 },
  'fewShot[].type': { diverse: 1 },
  'questionTypes[].name': { questions: ['What?'] },
  'questionTypes[].questions': { name: 'Title' },
  'questionTypes[].patterns': { name: 'Title' },
  'targets[].provider': { folder: 'other' },
  'targets[].folder': { provider: 'openai' },
  'targets[].imageUrl': { provider: 'openai', folder: 'other' },
  'targets[].images': { provider: 'openai', folder: 'other' },
  'targets[].maxBytes': { provider: 'openai', folder: 'other' },
};

/** A small recipe that says what the example of a key says. */
export function recipeWith(path: string): object {
  const base = { source: { path: 'rows.csv' }, sample: { train: 10 }, prompt: {} };
  const value = RECIPE_EXAMPLES[path];
  const [section = '', key, inner] = path.split('.');
  if (key !== undefined && inner !== undefined) return { ...base, [section]: { [key]: { [inner]: value } } };
  if (key === undefined) return { ...base, [section]: value };
  if (section.endsWith('[]')) return { ...base, [section.slice(0, -2)]: [{ ...BESIDE[path], [key]: value }] };
  const own: unknown = Object.entries(base).find(([name]) => name === section)?.[1];
  return { ...base, [section]: { ...(typeof own === 'object' ? own : {}), [key]: value } };
}
