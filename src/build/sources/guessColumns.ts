import { isObject } from '../../dataset/jsonObject.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a column holds, by the first value there is. */
export type ColumnKind = 'image' | 'list' | 'text' | 'other' | 'empty';

export interface Column {
  name: string;
  kind: ColumnKind;
  /** The first different values as text, shortened; none of a column of image bytes. */
  samples: string[];
}

/** Columns that the recipe most likely means; one that is not found is left out. */
export interface GuessedColumns {
  image?: string;
  question?: string;
  answer?: string;
  /** Rows that share it belong together. */
  group?: string;
  /** Questions and answers are lists, one element an example. */
  explode: boolean;
}

const SAMPLES = 3;
const LONGEST_SAMPLE = 60;
const IMAGE_PATH = /^[^\n]{1,500}\.(jpe?g|png|webp|gif|tiff?|bmp|avif)(\?[^\s]*)?$/i;
const BASE64 = /^[A-Za-z0-9+/]{200,}={0,2}$/;

/** Names as tables have them, the likeliest first. */
const NAMES = {
  image: [/^(image|img|picture|photo)s?$/, /image|img|picture|photo|file_?name|path|url/],
  question: [/^(question|prompt|query|instruction)s?$/, /question|prompt|query|instruction|user|input|text/],
  answer: [/^(answer|label|response|output|target)s?$/, /answer|label|response|output|target|caption|class|title|text/],
  group: [/^(group|scene|document|doc|book|patient|source)(_?id)?$/],
} as const;

/** The columns of the first rows, in their order. */
export function columnsOf(rows: readonly Values[]): Column[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => {
    const values = rows
      .map((row) => row[name])
      .filter((value) => value !== undefined && value !== null && value !== '');
    const kind = kindOf(values[0]);
    const texts = values.flatMap((value) => sampleText(value) ?? []);
    return { name, kind, samples: [...new Set(texts)].slice(0, SAMPLES) };
  });
}

/** Guesses by names and by what stands in the columns; each is used once. */
export function guessColumns(columns: readonly Column[], rows: readonly Values[]): GuessedColumns {
  const free = new Set(columns.filter(({ kind }) => kind !== 'empty'));
  const take = (role: keyof typeof NAMES, score: (column: Column) => number): Column | undefined => {
    const scored = [...free].map((column) => ({ column, points: score(column) + nameScore(role, column.name) }));
    const best = scored.toSorted((a, b) => b.points - a.points)[0];
    if (!best || best.points < 2) return undefined;
    free.delete(best.column);
    return best.column;
  };
  const words = ({ kind }: Column) => (kind === 'text' || kind === 'list' ? 0 : -9);
  const image = take('image', ({ kind }) => (kind === 'image' ? 3 : -9));
  const question = take('question', (column) => words(column) + (column.samples.some(asks) ? 2 : 0));
  const answer = take('answer', (column) =>
    column.kind === 'other' ? 0 : words(column) + (column.kind === 'list' && question?.kind === 'list' ? 2 : 0),
  );
  const explode = question?.kind === 'list' || answer?.kind === 'list';
  const group = groupOf(image, free, rows);
  return {
    ...(image && { image: image.name }),
    ...(question && { question: question.name }),
    ...(answer && { answer: answer.name }),
    ...(group !== undefined && { group }),
    explode,
  };
}

/** Rows of one group at most, on the average: a column of few values is a kind of rows, not what they are about. */
const LARGEST_GROUP = 20;

/** Questions about one image belong together; else a column that says so by its name and repeats. */
function groupOf(image: Column | undefined, free: Iterable<Column>, rows: readonly Values[]): string | undefined {
  const repeats = (name: string) => {
    const groups = new Set(rows.map((row) => jsonOf(row[name]))).size;
    return groups < rows.length && groups * LARGEST_GROUP >= rows.length;
  };
  if (image && image.samples.length > 0 && repeats(image.name)) return image.name;
  return [...free].find(({ name }) => nameScore('group', name) > 0 && repeats(name))?.name;
}

function nameScore(role: keyof typeof NAMES, name: string): number {
  const at = NAMES[role].findIndex((pattern) => pattern.test(name.toLowerCase()));
  return at === -1 ? 0 : 3 - at;
}

const asks = (text: string) => /\?["\]]*…?$/.test(text) || /\?["'], /.test(text);

function kindOf(value: unknown): ColumnKind {
  if (value === undefined) return 'empty';
  if (isImage(value)) return 'image';
  if (listOf(value)) return 'list';
  return typeof value === 'string' ? 'text' : 'other';
}

/** A path, an address, base64, a data URL, bytes, or Hugging Face's `{bytes, path}`. */
function isImage(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('data:image/') || IMAGE_PATH.test(value) || BASE64.test(value);
  if (value instanceof Uint8Array) return true;
  return (
    isObject(value) && (value['bytes'] instanceof Uint8Array || ('bytes' in value && typeof value['path'] === 'string'))
  );
}

/** A list, or the text of one. */
export function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function sampleText(value: unknown): string | undefined {
  if (isObject(value) && 'bytes' in value) return typeof value['path'] === 'string' ? short(value['path']) : undefined;
  if (value instanceof Uint8Array) return undefined;
  if (typeof value === 'string' && (value.startsWith('data:') || BASE64.test(value))) return undefined;
  const list = listOf(value);
  if (list) return short(list.map((item) => (typeof item === 'string' ? item : jsonOf(item))).join(' | '));
  return short(typeof value === 'string' ? value : jsonOf(value));
}

/** Parquet's whole numbers are bigints, which JSON does not know. */
const jsonOf = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_SAMPLE ? `${line.slice(0, LONGEST_SAMPLE - 1)}…` : line;
}
