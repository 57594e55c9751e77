import { commands, type WebviewPanel } from 'vscode';
import type { LineRange } from '../../dataset/lineRanges.ts';
import { connect } from '../../protocol/channel.ts';
import type { FixRequest } from '../../protocol/fixing.ts';
import type { ReencodeSettings } from '../../protocol/imageEditing.ts';
import type { InlineHost } from '../../protocol/inline.ts';
import type { Hit, Listing } from '../../protocol/listing.ts';
import type { ProblemPlace, ProblemsHost } from '../../protocol/problems.ts';
import type {
  DatasetEdit,
  DatasetHost,
  DatasetPage,
  DatasetSnapshot,
  ExampleView,
  RowView,
} from '../../protocol/datasetPage.ts';
import { profileOf } from '../../providers/profiles.ts';
import { exampleTokens } from './exampleTokens.ts';
import { ExampleRows } from './exampleRows.ts';
import { snapshotOf } from './datasetSnapshot.ts';
import { copyToClipboard, pasteFromClipboard } from './exampleClipboard.ts';
import { ExampleListing } from './listing.ts';
import { ImageActions } from '../images/imageActions.ts';
import { Pictures } from '../images/pictures.ts';
import { ProblemActions } from '../problems/problemActions.ts';
import type { DatasetModel } from './datasetModel.ts';
import { fixProblems, fixViews } from '../problems/fixProblems.ts';
import { ImageEdits } from '../images/imageEdits.ts';
import { InlineActions } from '../inline/inlineActions.ts';
import { openAsText } from './openAsText.ts';
import type { Rating } from '../../evaluate/run.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';
import { webviewChannel } from '../webview.ts';
import { wholeExample } from './wholeExample.ts';

const SELECTED = 'selected:';

/** One page showing one dataset: answers its questions, tells it what changed. */
export class DatasetSession implements DatasetHost {
  private readonly model: DatasetModel;
  private readonly services: Services;
  private readonly page;
  private readonly exampleRows: ExampleRows;
  private readonly pictures: Pictures;
  private readonly images: ImageActions;
  private readonly problems: ProblemActions;
  private readonly imageEdits: ImageEdits;
  private readonly inline: InlineActions;
  private readonly panel: WebviewPanel;
  private readonly listing: ExampleListing;
  private closed = false;
  /** A line to show that was told before the page was there. */
  private wanted: number | undefined;
  private readonly revealed: { line: number | undefined; place?: ProblemPlace | undefined } = { line: undefined };
  /** The list of problems was asked for before the page was there. */
  private problemList = false;
  private there = false;

  constructor(model: DatasetModel, panel: WebviewPanel, services: Services) {
    this.model = model;
    this.services = services;
    this.panel = panel;
    this.exampleRows = new ExampleRows(model, services);
    this.pictures = new Pictures(services);
    this.problems = new ProblemActions(model, services);
    this.inline = new InlineActions(model, services);
    this.images = new ImageActions(model, services, this.pictures, () => {
      this.tell();
    });
    this.listing = new ExampleListing(model, services, () => {
      if (!this.closed) this.tell();
    });
    this.page = connect<DatasetPage, DatasetHost>(webviewChannel(panel.webview), this);
    this.imageEdits = new ImageEdits(model, services, {
      bytesOf: (line, path) => this.image(line, path),
      onProgress: (fraction) => void this.page.imagesProgress.asEvent(fraction),
    });
    const following = model.onDidChange(() => {
      this.exampleRows.refresh();
      this.listing.refresh();
      this.tell();
    });
    const applying = model.onDidApply((changes) => {
      this.listing.follow(changes);
    });
    const moving = model.onDidMove((line) => {
      if (panel.active) this.reveal(Math.min(line, Math.max(0, model.lineCount - 1)));
    });
    const allowing = services.onDidChangeWebImages(() => {
      this.exampleRows.forget();
      this.tell();
    });
    const marking = services.vendorMarks.onDidChange((uri) => {
      if (uri.toString() === model.uri.toString()) this.tell();
    });
    panel.onDidDispose(() => {
      this.closed = true;
      following.dispose();
      allowing.dispose();
      marking.dispose();
      applying.dispose();
      moving.dispose();
      this.listing.dispose();
      void this.imageEdits.cancelImages();
      this.page.$close();
    });
  }

  /** Shows this line, and a place in it marked, at once or when the page is there. */
  reveal(line: number, place?: ProblemPlace): void {
    void this.select(line);
    if (!this.there) this.wanted = line;
    // a tool is begun once, also when the page is loaded again
    this.revealed.place = this.there ? withoutTool(place) : place;
    void this.page.reveal.asEvent(line, place);
  }

  /** Opens the list of all problems, at those of a rule, at once or when the page is there. */
  showProblemList(rule?: string): void {
    if (this.there) void this.page.showProblemList.asEvent(rule);
    else this.problemList = true;
  }

  /** The line last looked at. */
  get selected(): number {
    const kept = this.services.context.workspaceState.get<number>(SELECTED + this.model.uri.toString(), 0);
    const line = this.revealed.line ?? kept;
    // of a file that is still being read the last line is not known
    return Math.max(0, this.model.indexed ? Math.min(line, this.model.lineCount - 1) : line);
  }

  ready(): Promise<DatasetSnapshot> {
    const { problemList, wanted } = this;
    const { place } = this.revealed;
    this.revealed.place = withoutTool(place);
    this.there = true;
    this.problemList = false;
    this.wanted = undefined;
    return Promise.resolve({
      ...this.snapshot(),
      ...(wanted !== undefined && { wanted }),
      ...(place && { selectedPlace: place }),
      ...(problemList && { problemList }),
    });
  }

  rows(from: number, to: number): Promise<RowView[]> {
    return Promise.all(this.linesAt(from, to).map((line) => this.exampleRows.row(line)));
  }

  async rowTokens(from: number, to: number): Promise<(number | undefined)[]> {
    return this.tokensOf(this.linesAt(from, to));
  }

  list(listing: Listing): Promise<void> {
    // answered at once: the snapshot tells how far it is
    void this.listing.set(listing);
    return Promise.resolve();
  }

  placeOf(line: number): Promise<number> {
    return Promise.resolve(this.listing.placeOf(line));
  }

  hits(line: number): Promise<Hit[]> {
    return this.listing.hits(line);
  }

  /** Shows the find field, with the focus in it. */
  find(): void {
    this.panel.reveal();
    void this.page.find.asEvent();
  }

  async thumbnail(line: number): Promise<Uint8Array | undefined> {
    return this.pictures.thumbnail(await this.model.example(line));
  }

  example(line: number): Promise<ExampleView> {
    return wholeExample(this.model, this.services, line);
  }

  async tokens(line: number): Promise<number | undefined> {
    const [tokens] = await this.tokensOf([line]);
    return tokens;
  }

  async image(line: number, path: string, side?: number): Promise<Uint8Array> {
    return this.images.drawn(line, path, side);
  }

  saveImage(line: number, path: string): Promise<void> {
    return this.images.save(line, path);
  }

  openImage(line: number, path: string): Promise<void> {
    return this.images.open(line, path);
  }

  allowWebImages(line: number, path: string): Promise<void> {
    return this.images.allowWeb(line, path);
  }

  async select(line: number): Promise<void> {
    if (line !== this.revealed.line) this.revealed.place = undefined;
    this.revealed.line = line;
    await this.services.context.workspaceState.update(SELECTED + this.model.uri.toString(), line);
  }

  edit(edit: DatasetEdit): Promise<void> {
    return this.model.edit('lines' in edit ? { ...edit, lines: this.listing.linesAt(edit.lines) } : edit);
  }

  async copyExamples(lines: readonly LineRange[]): Promise<void> {
    await commands.executeCommand('visionFineTuning.copyExamples', this.model.uri, this.listing.linesAt(lines));
  }

  copyLines(lines: readonly LineRange[]): Promise<void> {
    return copyToClipboard(this.model, this.listing.linesAt(lines));
  }

  async pasteLines(at: number): Promise<void> {
    await pasteFromClipboard(this.model, at);
    this.reveal(at);
  }

  /** The lines chosen in the page. */
  async chosen(): Promise<readonly LineRange[]> {
    return this.listing.linesAt(await this.page.chosen());
  }

  pickImages = (...asked: Parameters<ImageEdits['pickImages']>) => this.imageEdits.pickImages(...asked);
  giveImages = (...asked: Parameters<ImageEdits['giveImages']>) => this.imageEdits.giveImages(...asked);
  giveAddresses = (...asked: Parameters<ImageEdits['giveAddresses']>) => this.imageEdits.giveAddresses(...asked);
  previewImage = (...asked: Parameters<ImageEdits['previewImage']>) => this.imageEdits.previewImage(...asked);
  surveyImages = (places: LineRange[]) => this.imageEdits.surveyImages(this.listing.linesAt(places));
  estimateImages = (...asked: Parameters<ImageEdits['estimateImages']>) => this.imageEdits.estimateImages(...asked);
  reencodeImage = (...asked: Parameters<ImageEdits['reencodeImage']>) => this.imageEdits.reencodeImage(...asked);
  previewCrop = (...asked: Parameters<ImageEdits['previewCrop']>) => this.imageEdits.previewCrop(...asked);
  cropImage = (...asked: Parameters<ImageEdits['cropImage']>) => this.imageEdits.cropImage(...asked);
  reencodeImages = (places: LineRange[], settings: ReencodeSettings) =>
    this.imageEdits.reencodeImages(this.listing.linesAt(places), settings);
  fix = (request: FixRequest) => fixProblems(this.model, this.services, request);
  fixes = () => Promise.resolve(fixViews());
  cancelImages = () => this.imageEdits.cancelImages();

  askModel = (...asked: Parameters<InlineHost['askModel']>) => this.inline.askModel(...asked);
  nearest = (...asked: Parameters<InlineHost['nearest']>) => this.inline.nearest(...asked);
  showOther = (...asked: Parameters<InlineHost['showOther']>) => this.inline.showOther(...asked);
  setLabel = (...asked: Parameters<InlineHost['setLabel']>) => this.inline.setLabel(...asked);
  openLabel = (line: number) => this.inline.openLabel(line);
  addToTraining = (line: number) => this.inline.addToTraining(line);
  excludeFromTest = (line: number) => this.inline.excludeFromTest(line);

  showNearest(): void {
    void this.page.showNearest.asEvent();
  }

  editLabel(): void {
    void this.page.editLabel.asEvent();
  }

  /** Opens the dialog that encodes images anew. */
  showReencode(): void {
    void this.page.showReencode.asEvent();
  }

  findings = (...asked: Parameters<ProblemsHost['findings']>) => this.problems.findings(...asked);
  showRule = (rule: string) => this.problems.showRule(rule);
  lintDeep = () => this.problems.lintDeep();
  chooseVendor = (id: string) => this.problems.chooseVendor(id);

  openAsText(line: number): Promise<void> {
    return openAsText(this.model.uri, line);
  }

  async goToSourceRow(line: number): Promise<void> {
    await this.select(line);
    await commands.executeCommand('visionFineTuning.goToSourceRow');
  }

  async useAsFewShot(line: number): Promise<void> {
    await this.select(line);
    await commands.executeCommand('visionFineTuning.useAsFewShot');
  }

  async showProblems(): Promise<void> {
    await commands.executeCommand('workbench.actions.view.problems');
  }

  async rateAnswer(at: number, exampleId: number, rating: Rating | null): Promise<void> {
    const run = this.model.runs[at];
    if (run) await this.services.ownRatings.rate({ folder: run.folder, exampleId, rating });
  }

  async chooseRuns(): Promise<void> {
    await commands.executeCommand('visionFineTuning.chooseRuns', this.model.uri);
  }

  private linesAt(from: number, to: number): number[] {
    const last = Math.min(to, this.listing.rows);
    return Array.from({ length: Math.max(0, last - from) }, (_, i) => this.listing.lineAt(from + i));
  }

  private async tokensOf(lines: readonly number[]): Promise<(number | undefined)[]> {
    const { model, services } = this;
    const examples = await Promise.all(lines.map((line) => model.example(line)));
    return exampleTokens(examples, profileOf(readSettings(model.uri).provider).models[0], services.worker);
  }

  private tell(): void {
    void this.page.update.asEvent(this.snapshot());
  }

  private snapshot(): DatasetSnapshot {
    const marks = this.services.vendorMarks.shownFor(this.model);
    return snapshotOf(this.model, this.listing.state, this.selected, marks);
  }
}

/** What stays marked; nothing where only the tool was meant. */
const withoutTool = ({ tool, ...place }: ProblemPlace = { path: '' }): ProblemPlace | undefined =>
  place.rule === undefined && (tool !== undefined || place.path === '') ? undefined : place;
