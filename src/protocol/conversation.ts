import type { PreferenceSection } from '../dataset/preference.ts';
import type { Deviation } from '../dataset/deviation.ts';

export type { Deviation, PreferenceSection };

/** A call that the assistant makes: one of its tool calls, or the (deprecated) function call. */
export interface CallView {
  /** JSON Pointer of the call. */
  path: string;
  /** `''` where it has none. */
  id: string;
  name: string;
  /** The arguments as the text that stands in the file, and where; missing when they are no text. */
  written?: { text: string; path: string };
  /** The arguments as indented JSON, numbers and doubled keys as they are written; missing when they are no JSON. */
  json?: string;
  /** Anything else in the call, pretty-printed. */
  extra?: string;
}
