/** What is looked for in the texts of a file. */
export interface TextQuery {
  query: string;
  /** The query is a regular expression, as JavaScript writes them with its `u` flag. */
  regex: boolean;
  matchCase: boolean;
}

/** One occurrence of a text in a line. */
export interface Hit {
  /** JSON Pointer of the message or part it is in; empty for a line that is no conversation. */
  path: string;
  /** Where it begins in the text of that place, in UTF-16 units. */
  start: number;
  /** What was found. */
  text: string;
}

export interface CompiledQuery {
  /** Finds all there is in a decoded text. */
  pattern: RegExp;
  /**
   * Matches every JSON line that may hold the text, however its letters are escaped, and few others.
   * Missing where nothing can be said before the line is parsed.
   */
  raw?: RegExp;
}

/** How a JSON string may write these beside themselves and `\u` escapes. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};
const UNIT = '\\\\u[0-9A-Fa-f]{4}';

/** Throws one sentence for a regular expression that is none. */
export function compileQuery({ query, regex, matchCase }: TextQuery): CompiledQuery {
  const letters = matchCase ? 'u' : 'iu';
  if (!regex)
    return {
      pattern: new RegExp(literal(query), `g${letters}`),
      raw: new RegExp(Array.from(query, rawLetter).join(''), letters),
    };
  try {
    return { pattern: new RegExp(query, `g${letters}`) };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : String(error);
    throw new Error(`This is no regular expression: ${why}.`, { cause: error });
  }
}

const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

/** A letter as it stands in JSON: itself, or escaped. Which letter an escape means is left to parsing. */
function rawLetter(letter: string): string {
  const short = SHORT_ESCAPES[letter];
  const units = letter.length === 1 ? UNIT : UNIT + UNIT;
  return `(?:${literal(letter)}|${units}${short === undefined ? '' : `|\\\\${literal(short)}`})`;
}
