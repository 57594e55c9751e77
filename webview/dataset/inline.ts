import type { DatasetHost, ExampleView } from '../../src/protocol/datasetPage.ts';
import type { NearestView } from '../../src/protocol/inline.ts';
import type { Edits } from './edits.ts';

/** What leads from a wrong prediction to its cause needs of the page. */
export interface InlinePage {
  readonly host: DatasetHost;
  readonly edits: Edits;
  readonly shown: { line: number; example: ExampleView } | { line: number; failure: string } | undefined;
  readonly snapshot: { lines: number } | undefined;
}

/** Of the example shown: the training examples near to it, and what is done about its reference answer. */
export class Inline {
  private found: { line: number; lines: number; nearest: NearestView | undefined } | undefined;
  /** Grows when the list of near examples is to take the focus. */
  arrivals = 0;
  /** What had the focus when they were asked for. */
  asker: Element | null = null;
  private asked = 0;
  private readonly page: InlinePage;
  private readonly changed: () => void;

  constructor(page: InlinePage, changed: () => void) {
    this.page = page;
    this.changed = changed;
  }

  /** What was found for the example shown; `looking` until it is. */
  get nearest(): NearestView | 'looking' | undefined {
    const { shown, snapshot } = this.page;
    if (!this.found || this.found.line !== shown?.line || this.found.lines !== snapshot?.lines) return undefined;
    return this.found.nearest ?? 'looking';
  }

  /** @param choose lets the user choose the training file */
  async findNearest(choose = false): Promise<void> {
    const { shown, snapshot, edits, host } = this.page;
    if (!shown || !snapshot) return;
    const asked = ++this.asked;
    const place = { line: shown.line, lines: snapshot.lines };
    const before = this.found;
    this.asker = document.activeElement;
    this.found = { ...place, nearest: undefined };
    this.changed();
    let nearest: NearestView | undefined;
    await edits.attempt(async () => {
      nearest = await host.nearest(place.line, choose);
    });
    if (asked !== this.asked) return;
    this.found = nearest ? { ...place, nearest } : before;
    if (nearest) this.arrivals++;
    this.changed();
  }

  ask(again: boolean): void {
    const { shown, edits, host } = this.page;
    if (shown) void edits.attempt(() => host.askModel(shown.line, again));
  }

  /** Opens the reference answer for writing, here or in the file that holds it. */
  editLabel(): void {
    const { shown, edits, host } = this.page;
    if (!shown || !('example' in shown)) return;
    const path = shown.example.label?.path;
    if (path === undefined) void edits.attempt(() => host.openLabel(shown.line));
    else document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"] [data-action="edit"]`)?.click();
  }

  useAsLabel(text: string): void {
    const { shown, edits, host } = this.page;
    if (shown) void edits.attempt(() => host.setLabel(shown.line, text));
  }

  addToTraining(): void {
    const { shown, edits, host } = this.page;
    if (shown) void edits.attempt(() => host.addToTraining(shown.line));
  }

  exclude(): void {
    const { shown, edits, host } = this.page;
    if (shown) void edits.attempt(() => host.excludeFromTest(shown.line));
  }
}
