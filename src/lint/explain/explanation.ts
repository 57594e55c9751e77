/** What one sentence of a vendor means. */
export interface Explanation {
  /** The rule of the linter that finds the same fault before it is sent, where there is one. */
  rule?: string;
  /** Lines the vendor names, from 1, ascending; empty where it names none. */
  lines: number[];
  /** JSON Pointer into these lines, where the vendor is as precise. */
  path?: string;
  /** Why examples were left out, in the vendor's words; `count` where it is said. */
  reasons?: { label: string; count?: number }[];
  /** Examples that were trained on, of all in the file. */
  trained?: { used: number; of: number };
  /** The file that is spoken of, where it is said. */
  file?: 'training' | 'validation';
  /** What it means, one sentence. */
  sentence: string;
  /** What to do, one sentence. */
  help: string;
  /** The job goes on as it should. */
  normal?: true;
}

/** Named groups of a wording's pattern; `lines`, `message`, `key` and `label` are read for every wording. */
export type Groups = Readonly<Partial<Record<string, string>>>;

/** One thing that vendors say. */
export interface Wording {
  /** Found anywhere in the text, whose blanks are single spaces. Linear: texts are pasted by anyone. */
  pattern: RegExp;
  /** The vendor's code for it, which says the same where the words are missing. */
  code?: string;
  rule?: string;
  sentence: string | ((said: Groups) => string);
  help: string | ((said: Groups) => string);
  normal?: true;
  /** So general that it counts only where nothing else is understood. */
  general?: true;
}

/** `4, 13 and 20`, as a part of a pattern. */
export const NUMBERS = String.raw`\d+(?:(?:, ?(?:and )?| and )\d+)*`;

/** Digits as people read them; `fallback` where the vendor gave none. */
export const count = (digits: string | undefined, fallback = 'some'): string =>
  digits === undefined ? fallback : Number(digits).toLocaleString('en');
