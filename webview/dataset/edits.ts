import type { DatasetEdit, DatasetHost, ExampleView } from '../../src/protocol/datasetPage.ts';
import type { ImageEditing } from '../../src/protocol/imageEditing.ts';
import { sentence } from '../ui/sentence.ts';
import { Cropping } from './cropping.ts';
import { Reencoding } from './reencoding.ts';
import {
  countBefore,
  countLines,
  includesLine,
  lineAfterRemoval,
  linesAfterMove,
  moveTarget,
  oneLine,
  type Selection,
} from './selection.ts';

/** A control by the message or part it belongs to. `write` opens the text that is there. */
export interface Control {
  path: string;
  action: string;
}

/** Where the user is in the list once an edit is made. */
export interface Standing {
  /** Place of the list. */
  at: number;
  selection: Selection;
}

type Kind = DatasetEdit['kind'];
/** Edits after which paths or lines mean others: the next such one waits for the user to see them. */
const MOVES_THINGS: ReadonlySet<Kind> = new Set<Kind>([
  'addMessage',
  'addPart',
  'addExample',
  'remove',
  'duplicate',
  'move',
  'removeExamples',
  'duplicateExamples',
  'moveExamples',
]);

/** The path of a later (or earlier) message or part of the same array. */
export const neighbour = (path: string, by: number): string =>
  path.replace(/\d+$/, (index) => String(Number(index) + by));

/** The role that would come after this example's messages. */
export function nextRole({ messages }: Pick<ExampleView, 'messages'>): string {
  const last = messages.at(-1)?.role;
  return last === 'user' || last === 'tool' ? 'assistant' : 'user';
}

/** Edits asked of the host, what became of the last one, and where the user is after it. */
export class Edits {
  /** Why the last edit was not made; `undefined` once another is. */
  failure: string | undefined;
  private standing: Standing | undefined;
  private controls: Control[] = [];
  /** The content that has them. */
  private controlsIn = 0;
  /** How many edits were asked for: only the last one says where the focus goes. */
  private asked = 0;
  /** What had the focus when the last edit was asked for. */
  asker: Element | null = null;
  private moving = false;
  /** The dialog that encodes images anew. */
  readonly reencoding: Reencoding;
  /** The dialog that crops an image. */
  readonly cropping: Cropping;
  private readonly host: DatasetHost;
  private readonly content: () => number;
  private readonly changed: () => void;

  /** @param content of the file as last told; it grows with every edit. */
  constructor(host: DatasetHost, content: () => number, changed: () => void) {
    this.host = host;
    this.content = content;
    this.changed = changed;
    this.reencoding = new Reencoding(host, changed);
    this.cropping = new Cropping(host, this, changed);
  }

  /**
   * Makes one edit; false when it was not made.
   * @param controls what gets the focus when the place that has it goes or moves; the first that is there.
   */
  make(edit: DatasetEdit, controls: Control[] = [], standing?: Standing): Promise<boolean> {
    return this.ask((host) => host.edit(edit), MOVES_THINGS.has(edit.kind), controls, standing);
  }

  /** Puts images into a message or in place of another one. */
  images(give: (host: ImageEditing) => Promise<void>, controls: Control[] = []): Promise<boolean> {
    return this.ask(give, true, controls);
  }

  /** Has problems mended. */
  mend(fix: (host: DatasetHost) => Promise<unknown>, controls: Control[] = []): Promise<boolean> {
    const work = async (host: DatasetHost) => {
      await fix(host);
    };
    return this.ask(work, true, controls);
  }

  /** @param moves whether paths or lines mean others after it */
  private async ask(
    work: (host: DatasetHost) => Promise<void>,
    moves: boolean,
    controls: Control[],
    standing?: Standing,
  ): Promise<boolean> {
    if (moves && this.moving) return false;
    if (moves) this.moving = true;
    if (standing) this.standing = standing;
    const asked = ++this.asked;
    this.controls = [];
    this.asker = document.activeElement;
    this.failure = undefined;
    this.changed();
    try {
      await work(this.host);
      // the host tells of an edit before it answers
      if (asked === this.asked) {
        this.controls = controls;
        this.controlsIn = this.content();
      }
      return true;
    } catch (error) {
      this.failure = sentence(error);
      if (standing) this.standing = undefined;
      return false;
    } finally {
      if (moves) this.moving = false;
      this.changed();
    }
  }

  /** Does what the host may refuse; its sentence is shown as that of an edit. */
  async attempt(ask: () => Promise<void>): Promise<void> {
    this.failure = undefined;
    this.changed();
    try {
      await ask();
    } catch (error) {
      this.failure = sentence(error);
      this.changed();
    }
  }

  removeExamples({ lines }: Selection, at: number): void {
    const left = lineAfterRemoval(lines, at);
    const standing = { at: left, selection: oneLine(left) };
    void this.make({ kind: 'removeExamples', lines: [...lines] }, [], standing);
  }

  /** In the order of the file the copies stand together behind the last of them. */
  duplicateExamples({ lines }: Selection, inFileOrder: boolean): void {
    const from = lines.at(-1)?.to ?? 0;
    const selection = { lines: [{ from, to: from + countLines(lines) }], anchor: from };
    const standing = inFileOrder ? { at: from, selection } : undefined;
    void this.make({ kind: 'duplicateExamples', lines: [...lines] }, [], standing);
  }

  /** An example to be filled in, before a line, where the user then is if it is known at which place it is listed. */
  addExample(line: number, shared: number, at: number | undefined): void {
    // behind the shared messages, or a system prompt, stands the question to be written
    const question = { path: `/messages/${shared}/content`, action: 'write' };
    const controls = shared > 0 || line === 0 ? [question] : [];
    const standing = at === undefined ? undefined : { at, selection: oneLine(at) };
    void this.make({ kind: 'addExample', at: line }, controls, standing);
  }

  /** Of the whole file in its order only. */
  moveExamples({ lines }: Selection, at: number, by: -1 | 1, count: number): void {
    const to = moveTarget(lines, by, count);
    if (to === undefined) return;
    const range = linesAfterMove(lines, to);
    const rank = includesLine(lines, at) ? countBefore(lines, at) : 0;
    const standing = { at: range.from + rank, selection: { lines: [range], anchor: range.from } };
    void this.make({ kind: 'moveExamples', lines: [...lines], to }, [], standing);
  }

  /** Says why an edit cannot be made. */
  refuse(why: string): void {
    this.failure = why;
    this.changed();
  }

  /** Where to go now that the host told of a change; once an edit. */
  takeStanding(): Standing | undefined {
    const { standing } = this;
    this.standing = undefined;
    return standing;
  }

  /** What should have the focus in the example as drawn of this content; once an edit. */
  takeControls(content: number): Control[] {
    if (content < this.controlsIn) return [];
    const { controls } = this;
    this.controls = [];
    return controls;
  }
}
