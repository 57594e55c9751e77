import { join } from 'node:path';
import { l10n } from 'vscode';
import { LineNumbers } from '../../dataset/lineNumbers.ts';
import { followChanges, linesAt } from '../../dataset/lineOrder.ts';
import type { LineRange } from '../../dataset/lineRanges.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import { compileQuery } from '../../dataset/textQuery.ts';
import { isWholeFile, type Hit, type Listing, type ListState } from '../../protocol/listing.ts';
import type { DatasetModel } from './datasetModel.ts';
import type { FileReport } from '../../lint/finding.ts';
import { listRequest } from './listRequest.ts';
import { Searcher } from './searcher.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';
import { throttle } from '../throttle.ts';

/** What was found is shown after so long, or when there is no more: typing does not make the list flicker. */
const SHOWN_AFTER_MS = 150;

/** What one view lists of a file, and in what order: at most 8 bytes a line, none for the file as it is. */
export class ExampleListing {
  private readonly model: DatasetModel;
  private readonly services: Services;
  private readonly searcher: Searcher;
  private readonly changed: () => void;
  private running = new AbortController();
  /** The line at each place; missing for the file as it is. */
  private order: Uint32Array | undefined;
  private tokens: { revision: number; keys: Uint32Array } | undefined;
  /** What the listing was made from. */
  private made: { document: unknown; report: FileReport | undefined } | undefined;
  private now: Omit<ListState, 'rows'> = { listing: {}, turn: 0, hits: 0, stale: false };

  /** @param changed called whenever `state` is another */
  constructor(model: DatasetModel, services: Services, changed: () => void) {
    this.model = model;
    this.services = services;
    this.searcher = new Searcher(join(services.context.extensionPath, 'dist', 'search.js'), services.log);
    this.changed = throttle(changed, 100);
  }

  get state(): ListState {
    return { ...this.now, rows: this.rows };
  }

  get rows(): number {
    return this.order?.length ?? this.model.lineCount;
  }

  /** The line (from 0) at a place of the list. */
  lineAt(place: number): number {
    return this.order ? (this.order[place] ?? this.model.lineCount) : place;
  }

  /** Where a line is listed; -1 where it is not. */
  placeOf(line: number): number {
    return this.order ? this.order.indexOf(line) : line < this.model.lineCount ? line : -1;
  }

  /** Lines at places of the list, ascending. */
  linesAt(places: readonly LineRange[]): LineRange[] {
    return linesAt(this.order, places);
  }

  /** Where the text of the listing stands in a line. Rejects with one sentence when that takes too long. */
  async hits(line: number): Promise<Hit[]> {
    const { text, role } = this.now.listing;
    if (!text?.query || this.now.failure !== undefined) return [];
    const whole = await this.model.document.lineText(line);
    return whole === undefined
      ? []
      : this.searcher.run((methods) => methods.hits(whole, line, { text, ...(role !== undefined && { role }) }));
  }

  /** Lists anew, in place of what is still under way. */
  async set(listing: Listing): Promise<void> {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    const { text, ...others } = listing;
    const asked: Listing = text?.query ? { ...others, text } : others;
    this.now = { listing: asked, turn: this.now.turn + 1, hits: 0, stale: false };
    try {
      if (isWholeFile(asked)) this.order = undefined;
      else {
        if (asked.text) compileQuery(asked.text);
        this.now.progress = 0;
        this.changed();
        await this.find(asked, signal);
      }
      delete this.now.progress;
    } catch (error) {
      if (signal.aborted) return;
      this.services.log.warn('Examples could not be listed.', error);
      delete this.now.progress;
      this.now.failure = error instanceof Error ? error.message : String(error);
    }
    this.changed();
  }

  private async find(listing: Listing, signal: AbortSignal): Promise<void> {
    const { model } = this;
    await model.document.indexed;
    signal.throwIfAborted();
    if (needsCheck(listing)) await this.checked(signal);
    const { document, revision, check } = model;
    this.made = { document, report: check.report };
    this.now.hits = 0;
    const source = await model.workerSource();
    const counting = listing.sort?.by === 'tokens' ? await this.countTokens(signal) : undefined;
    const request = listRequest(model, listing, counting);
    const found = new LineNumbers();
    const start = Date.now();
    const onFound = (lines: Uint32Array, hits: number, fraction: number) => {
      if (signal.aborted) return;
      found.append(lines);
      this.now.hits += hits;
      this.now.progress = counting ? 0.9 + fraction / 10 : fraction;
      if (Date.now() - start >= SHOWN_AFTER_MS && model.revision === revision) {
        this.order = found.view();
        this.changed();
      }
    };
    const sorted = await this.searcher.run((methods) => methods.list(source, request), { signal, onFound });
    signal.throwIfAborted();
    // edited meanwhile: these are the lines of before
    if (model.revision !== revision) await this.find(listing, signal);
    else {
      this.order = sorted ?? found.copy();
      this.now.stale = false;
    }
  }

  /** Waits until the file was checked once. */
  private async checked(signal: AbortSignal): Promise<void> {
    const { model } = this;
    while (!model.check.report && !model.check.otherData) {
      await new Promise<void>((resolve) => {
        const following = model.onDidChange(() => {
          following.dispose();
          resolve();
        });
      });
      signal.throwIfAborted();
    }
  }

  private async countTokens(signal: AbortSignal): Promise<Uint32Array> {
    const { model } = this;
    if (this.tokens?.revision === model.revision) return this.tokens.keys;
    const { revision } = model;
    const source = await model.workerSource();
    const { provider } = readSettings(model.uri);
    const keys = await this.services.worker.run((methods, task) => methods.lineTokens(task, source, provider), {
      signal,
      onProgress: (fraction) => {
        this.now.progress = fraction * 0.9;
        this.changed();
      },
    });
    this.tokens = { revision, keys };
    return keys;
  }

  /** Lines were edited: the list stays as it is under the user's hands. */
  follow(changes: readonly LineChange[]): void {
    if (!this.order) return;
    this.order = followChanges(this.order, changes);
    this.now.stale = true;
  }

  /** The file was read anew, or checked: a list that depends on it is made again. */
  refresh(): void {
    const { made, model } = this;
    if (!made || isWholeFile(this.now.listing)) return;
    const checked = !this.now.stale && needsCheck(this.now.listing);
    const { document, check } = model;
    if (made.document === document && !(checked && made.report !== check.report)) return;
    this.made = { document, report: check.report };
    void this.set(this.now.listing);
  }

  dispose(): void {
    this.running.abort(new Error(l10n.t('The editor was closed.')));
    this.searcher.dispose();
  }
}

const needsCheck = ({ problems, sort }: Listing) => problems !== undefined || sort?.by === 'problems';
