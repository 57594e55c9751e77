import type { ProviderProfile } from '../../providers/profile.ts';
import type { MendedImages } from './mendedImages.ts';
import { shortLine, type ShortLine } from './shortLine.ts';

/** How what a rule found is mended. */
export type Fix = LineFix | FileFix | WebFix;

interface Described {
  /** What it does, as a button says it: "Correct the MIME type". */
  label: string;
  /** Whether it is made unasked: nothing is lost that training would have seen. */
  safe: boolean;
  /** Why it is safe or not, one sentence. */
  why: string;
}

export interface LineFix extends Described {
  of: 'line';
  /** What was found depends on other lines: it is mended once, before anything else of the file. */
  acrossLines?: true;
  /** Places of the line are others afterwards. */
  moves?: true;
  /**
   * The line in other words; every byte that is not mended stays.
   * @param line without its line end, a byte order mark before it included
   * @returns what stands in its place: no line, when it is removed; the same, when it cannot be mended
   */
  mend(line: string, mending: Mending): readonly string[] | Promise<readonly string[]>;
}

export interface FileFix extends Described {
  of: 'file';
}

/** Made by embedImages.ts, once the user has seen which hosts are asked. */
export interface WebFix extends Described {
  of: 'web';
}

/** What a fix is told beside its line. */
export interface Mending {
  /** JSON Pointers of what its rule found in this line. */
  places: readonly string[];
  profile: ProviderProfile;
  images: MendedImages;
  /** Tokens of a line as the linter counts them. */
  tokens: (line: string) => Promise<number>;
}

/** @param whole a text of the line with the base64 of its images back in it: what is edited has it put aside */
type Edit = (json: string, mending: Mending, whole: ShortLine['whole']) => string | Promise<string>;

/** Edits the JSON of a line: the byte order mark before it is not part of it. */
export const editing =
  (edit: Edit): LineFix['mend'] =>
  async (line, mending) => {
    const mark = line.startsWith('\ufeff') ? '\ufeff' : '';
    const { json, whole } = shortLine(line.slice(mark.length));
    const edited = await edit(json, mending, whole);
    return [edited === json ? line : mark + whole(edited)];
  };
