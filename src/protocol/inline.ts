import type { RunCounts } from '../evaluate/runAgreement.ts';

export type { RunCounts };

/** What leads from a wrong prediction to its cause. Lines count from 0. */
export interface InlineHost {
  /** Asks a model about one example: the one asked last with `again`, else one the user chooses. */
  askModel(line: number, again: boolean): Promise<void>;
  /**
   * Training examples near to an example, the nearest first; `undefined` where the user did not choose a file or did
   * not wait. Rejects with one sentence where they cannot be found.
   * @param choose lets the user choose the training file, also where one is known
   */
  nearest(line: number, choose: boolean): Promise<NearestView | undefined>;
  /** Opens an example of another training file. */
  showOther(file: string, line: number): Promise<void>;
  /** Makes a text the reference answer of an example, as one undoable edit. Rejects with one sentence. */
  setLabel(line: number, label: string): Promise<void>;
  /** Opens the file that holds the reference answer of an example, where it is another one. */
  openLabel(line: number): Promise<void>;
  /** Copies an example behind the last one of the training file, as an undoable edit of it. */
  addToTraining(line: number): Promise<void>;
  /** Takes an example out of the file, as an undoable edit. */
  excludeFromTest(line: number): Promise<void>;
}

/** What the host asks of the page. */
export interface InlinePage {
  /** Looks for the training examples nearest to the one shown. */
  showNearest(): void;
  /** Opens the reference answer of the example shown for writing. */
  editLabel(): void;
}

export interface NearestView {
  /** Address of the training file, and its name for people. */
  file: string;
  name: string;
  examples: NearView[];
}

/** A training example near to another one. */
export interface NearView {
  line: number;
  question: string;
  answer: string;
  /** As the nearest-neighbour baseline measures it, 0 for the same image; absent where one has none. */
  distance?: number | undefined;
  /** It asks nearly the same about an image that looks the same, and is answered otherwise. */
  conflict: boolean;
  /** Small picture, WEBP. */
  picture?: Uint8Array;
}

/** What a model answered, or is being asked, about the example as it is now. */
export interface ModelAnswerView {
  id: number;
  model: string;
  /** Who was asked. */
  recipient: string;
  /** Absent while it is asked. */
  answer?: string;
  /** The reference answer as it is now; absent where the example has none. */
  reference?: string;
  right?: boolean;
  anls?: number;
  error?: string;
  latencyMs?: number;
  tokens?: { sent: number; answered: number };
}

/** The reference answer of an example. */
export interface LabelView {
  /** Where it stands in the line, as a JSON Pointer; absent where it stands in another file. */
  path?: string;
}

/** What the host asks of the worker. */
export interface InlineTasks {
  /** The `count` examples of a training file nearest to a line, which is read as it is given. */
  nearestExamples(task: number, request: NearestRequest): Promise<NearView[]>;
}

export interface NearestRequest {
  /** Of the training file. */
  path: string;
  /** The line of the example. */
  text: string;
  /** Its reference answer, where it stands outside the line. */
  reference?: string | undefined;
  count: number;
}
