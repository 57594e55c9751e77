import type { DatasetEdit } from '../dataset/edits.ts';
import type { LineRange } from '../dataset/lineRanges.ts';
import type { FindingCounts } from '../lint/finding.ts';
import type { Rating } from '../evaluate/run.ts';
import type { CallView, Deviation, PreferenceSection } from './conversation.ts';
import type { Fixing } from './fixing.ts';
import type { ImageEditing, ImageEditingPage } from './imageEditing.ts';
import type { ImageView } from './imageView.ts';
import type { InlineHost, InlinePage, LabelView, ModelAnswerView, RunCounts } from './inline.ts';
import type { Hit, Listing, ListState } from './listing.ts';
import type { FoundRule, ProblemPlace, ProblemsHost, ShownFinding, VendorVerdict } from './problems.ts';

export type { DatasetEdit, ImageView, LineRange };

/** What the dataset page asks of the host. Lines count from 0 here; people see them from 1. */
export interface DatasetHost extends ImageEditing, Fixing, ProblemsHost, InlineHost {
  /** The page is there (again): answered with everything it needs to draw. */
  ready(): Promise<DatasetSnapshot>;
  /** Rows at places of the list, `from` to `to` (exclusive); each tells its line. */
  rows(from: number, to: number): Promise<RowView[]>;
  /** Tokens of the same rows, as `tokens` tells them. */
  rowTokens(from: number, to: number): Promise<(number | undefined)[]>;
  /** Lists other lines or in another order; the snapshot tells how far that is. */
  list(listing: Listing): Promise<void>;
  /** The place a line is listed at; -1 where it is not. */
  placeOf(line: number): Promise<number>;
  /** Where the text looked for stands in a line, in the order it is shown. */
  hits(line: number): Promise<Hit[]>;
  /** A small picture of the line's last user image; `undefined` where there is none to draw. */
  thumbnail(line: number): Promise<Uint8Array | undefined>;
  example(line: number): Promise<ExampleView>;
  /** Tokens of an example, images included where their size is known; `undefined` for a line that is none. */
  tokens(line: number): Promise<number | undefined>;
  /**
   * One image of a line to be drawn: its bytes as they are, or with `side` a WEBP of at most that many pixels on the
   * longer side. Rejects with one sentence where it may not be drawn or an address did not give it.
   */
  image(line: number, path: string, side?: number): Promise<Uint8Array>;
  /** Lets the user write an image's bytes to a file of their choice. */
  saveImage(line: number, path: string): Promise<void>;
  /** Opens an image in VS Code's own image viewer. */
  openImage(line: number, path: string): Promise<void>;
  /** Asks the user whether images like this one may be loaded from the web. */
  allowWebImages(line: number, path: string): Promise<void>;
  /** The user looks at this line now (kept across reloads, and the place "Reopen as Text" goes to). */
  select(line: number): Promise<void>;
  openAsText(line: number): Promise<void>;
  /**
   * Makes one undoable edit of the document; whole examples are named by their places in the list. Rejects with one
   * sentence when it cannot be made.
   */
  edit(edit: DatasetEdit): Promise<void>;
  /** Lets the user choose a file that these lines are copied to. */
  copyExamples(lines: readonly LineRange[]): Promise<void>;
  /** Puts these lines into the clipboard. Rejects with one sentence when they are too much for it. */
  copyLines(lines: readonly LineRange[]): Promise<void>;
  /** Puts the clipboard's examples in before a line, and shows them. Rejects with one sentence when it holds none. */
  pasteLines(at: number): Promise<void>;
  /** Opens the source at the row that an example was built from. */
  goToSourceRow(line: number): Promise<void>;
  /** Adds an example to the few-shot examples of its recipe. */
  useAsFewShot(line: number): Promise<void>;
  /** Opens the Problems panel. */
  showProblems(): Promise<void>;
  /** Keeps how the user rates a run's answer to an example; `null` takes the rating back. */
  rateAnswer(run: number, exampleId: number, rating: Rating | null): Promise<void>;
  /** Lets the user choose the runs whose predictions are shown. */
  chooseRuns(): Promise<void>;
}

/** What the host tells the dataset page. */
export interface DatasetPage extends ImageEditingPage, InlinePage {
  /** Replaces everything but the place the user is at; rows already drawn are asked for again. */
  update(snapshot: DatasetSnapshot): void;
  /** @param place what is marked in the example */
  reveal(line: number, place?: ProblemPlace): void;
  /** Opens the list of all problems, at those of a rule where one is named. */
  showProblemList(rule?: string): void;
  /** Places of the list that the user has chosen. */
  chosen(): readonly LineRange[];
  /** Gives the focus to the find field. */
  find(): void;
}

export interface DatasetSnapshot {
  /** File name. */
  name: string;
  /** Bytes of the file and how many are indexed; `lines` grows until they are equal. */
  size: number;
  indexed: number;
  lines: number;
  /** Leading messages all examples share; 0 while unknown or none. `description`: "system prompt, 6 few-shots, 1 image". */
  shared: {
    messages: number;
    examples: number;
    description: string;
    /** Of the examples, those that begin with them; all when missing. */ sharing?: number;
  };
  /** `undefined` while the linter is still reading. */
  problems: FindingCounts | undefined;
  /** How far the linter is, from 0 to 1; absent when it does nothing. */
  checking?: number;
  /** The vendor of the setting first. */
  vendors: VendorVerdict[];
  /** Runs whose predictions stand under each example, in order. */
  runs: { code: string; name: string; model: string; baseline: boolean }[];
  /** Examples by what those runs answered; absent where none are shown. */
  runCounts?: RunCounts;
  selected: number;
  /** A line to show whatever the page's own place is. */
  wanted?: number;
  /** When the page opens: what is marked in that line, and whether all problems are listed. */
  selectedPlace?: ProblemPlace;
  problemList?: boolean;
  /** One sentence when the file cannot be read (any more). */
  failure?: string;
  /** Why the file cannot be edited, one sentence; absent when it can. */
  readOnly?: string;
  /** What is listed; the whole file where it is absent. */
  list?: ListState;
  /** Rules that found something, the worst first, and how often. */
  rules?: FoundRule[];
  /** Another number whenever lines already indexed may have changed: pictures are then asked for again. */
  content?: number;
  /** A recipe built the file: the rows of its examples are known. */
  built?: boolean;
  /** Whether texts are drawn as Markdown until the user says otherwise here. */
  renderMarkdown?: boolean;
  /** What was last done, undone or done again; another `id` each time. */
  news?: { id: number; text: string };
}

export interface RowView {
  line: number;
  kind: 'chat' | 'json' | 'blank' | 'broken' | 'long';
  question: string;
  answer: string | undefined;
  /** Images of the whole line, shared messages included. */
  images: number;
  /** Where the thumbnail comes from: none, bytes at hand, or an address that is not loaded unasked. */
  picture: 'none' | 'data' | 'url';
  bytes: number;
  problems: FindingCounts;
  /** Its first messages are not those that most examples share. */
  deviates?: boolean;
  /** Right, wrong or no prediction (`undefined` would arrive as `null`), one for each of the snapshot's runs. */
  predictions: (boolean | null)[];
}

export interface ExampleView {
  line: number;
  kind: RowView['kind'];
  bytes: number;
  images: number;
  /** Whether the first messages are those all examples share. */
  sharesPrefix: boolean;
  /** Where its first messages differ from those that most examples share. */
  deviation?: Deviation;
  messages: MessageView[];
  /** Pretty-printed JSON of a line that is no chat example, or the text of a broken line (cut at 100,000 characters). */
  text?: string;
  /** Why the line is broken. */
  fault?: { message: string; column: number };
  findings: ShownFinding[];
  predictions: PredictionView[];
  /** What models answered that were asked about this example alone, the last one last. */
  asked?: ModelAnswerView[];
  /** Its reference answer; absent where it has none that is known. */
  label?: LabelView;
  /** Bytes of the first pictures of its own messages, so that they need not be asked for; the others come by `image()`. */
  pictures?: { path: string; bytes: Uint8Array }[];
}

export interface MessageView {
  role: string;
  path: string;
  name?: string;
  weight?: number;
  parts: PartView[];
  /** Which output of a preference line it belongs to. */
  section?: PreferenceSection;
  calls?: CallView[];
  /** Id of the call that this message is the result of. */
  answers?: string;
  /** Anything else beside content, pretty-printed. */
  extra?: string;
}

export type PartView =
  | { type: 'text'; text: string; path: string; /** The assistant declines. */ refusal?: true }
  | { type: 'image'; path: string; image: ImageView }
  | { type: 'other'; json: string; path: string };

export interface PredictionView {
  /** Index into the snapshot's runs. */
  run: number;
  /** As the run counts its examples. */
  exampleId: number;
  answer: string;
  reference: string;
  right: boolean;
  error?: string;
  rating?: Rating;
  /** Of the user. */
  ownRating?: Rating;
  anls: number;
}
