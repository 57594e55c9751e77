import type { LineRange } from '../../src/protocol/datasetPage.ts';
import type {
  ImageEditing,
  ImageEstimate,
  ImagePreview,
  ImageSurvey,
  ReencodeSettings,
} from '../../src/protocol/imageEditing.ts';
import { latestOnly } from '../ui/latest.ts';
import { sentence } from '../ui/sentence.ts';

/** Which images are encoded anew: the one that is looked at, those of the chosen examples, all of the file. */
export type Scope = 'image' | 'chosen' | 'all';

export interface ImageAt {
  line: number;
  path: string;
}

/** What the dialog that encodes images anew knows while it is open. */
export class Reencoding {
  /** Whether the dialog is open. */
  open = false;
  scope: Scope = 'image';
  /** The image that is compared; missing where the example shown has none. */
  image: ImageAt | undefined;
  /** Kept while the page lives: the next image is often to become like the last. */
  settings: ReencodeSettings = { format: 'keep', quality: 75, matchPillow: false, onlySmaller: true };
  preview: { of: ImageAt; image: ImagePreview } | { of: ImageAt; failure: string } | undefined;
  survey: ImageSurvey | undefined;
  estimate: ImageEstimate | undefined;
  /** From 0 to 1 while images are looked through or encoded. */
  progress: number | undefined;
  /** Whether the images of many lines are being encoded, rather than looked through. */
  running = false;
  failure: string | undefined;

  /** The user has stopped what runs: that it ends with an error is no failure. */
  private stopped = false;
  private lines: LineRange[] = [];
  private readonly host: ImageEditing;
  private readonly changed: () => void;
  private readonly askPreview: (asked: { of: ImageAt; settings: ReencodeSettings }) => void;
  private readonly askEstimate: (asked: { survey: number; settings: ReencodeSettings }) => void;

  constructor(host: ImageEditing, changed: () => void) {
    this.host = host;
    this.changed = changed;
    this.askPreview = latestOnly(
      ({ of, settings }) => host.previewImage(of.line, of.path, settings),
      ({ of }, image) => {
        this.preview = { of, image };
        changed();
      },
      ({ of }, error) => {
        this.preview = { of, failure: sentence(error) };
        changed();
      },
    );
    this.askEstimate = latestOnly(
      ({ survey, settings }) => host.estimateImages(survey, settings),
      ({ survey }, estimate) => {
        if (this.survey?.id === survey) this.estimate = estimate;
        changed();
      },
      (_, error) => {
        this.fail(error);
      },
    );
  }

  /** Opens the dialog. */
  show(scope: Scope, image: ImageAt | undefined, lines: LineRange[]): void {
    this.open = true;
    this.preview = undefined;
    this.failure = undefined;
    this.look(image);
    this.choose(scope, lines);
  }

  /** Compares another image. */
  look(image: ImageAt | undefined): void {
    this.image = image;
    this.tryPreview();
    this.changed();
  }

  /** @param lines of the scope; none for a single image */
  choose(scope: Scope, lines: LineRange[]): void {
    this.scope = scope;
    this.lines = lines;
    this.survey = undefined;
    this.estimate = undefined;
    void this.lookThrough();
    this.changed();
  }

  set(change: Partial<ReencodeSettings>): void {
    this.settings = { ...this.settings, ...change };
    if (this.settings.maxSide === undefined) delete this.settings.maxSide;
    this.tryPreview();
    this.tryEstimate();
    this.changed();
  }

  /** The file has changed: everything is asked anew. */
  refresh(): void {
    if (!this.open || this.running) return;
    this.look(this.image);
    this.choose(this.scope, [...this.lines]);
  }

  /** Encodes what was chosen; the dialog closes once that is done. */
  async apply(): Promise<void> {
    const { scope, image, settings } = this;
    if (this.running || (scope === 'image' && !image)) return;
    this.failure = undefined;
    this.stopped = false;
    this.running = true;
    this.progress = scope === 'image' ? undefined : 0;
    this.changed();
    try {
      if (scope !== 'image') await this.host.reencodeImages(this.lines, settings);
      else if (image) await this.host.reencodeImage(image.line, image.path, settings);
      this.open = false;
    } catch (error) {
      this.fail(error);
    } finally {
      this.running = false;
      this.progress = undefined;
      this.changed();
    }
  }

  /** Stops what runs; closes the dialog where nothing does. */
  cancel(): void {
    if (this.running || this.progress !== undefined) {
      this.stopped = true;
      void this.host.cancelImages();
    }
    if (!this.running) this.open = false;
    this.changed();
  }

  /** The host says how far it is. */
  advance(fraction: number): void {
    if (this.progress === undefined) return;
    this.progress = fraction;
    this.changed();
  }

  private async lookThrough(): Promise<void> {
    const { lines } = this;
    if (this.scope === 'image') {
      this.progress = undefined;
      return;
    }
    this.stopped = false;
    this.progress = 0;
    try {
      const survey = await this.host.surveyImages(lines);
      if (this.lines !== lines) return;
      this.survey = survey;
      this.progress = undefined;
      this.tryEstimate();
    } catch (error) {
      if (this.lines !== lines) return;
      this.progress = undefined;
      this.fail(error);
    }
    this.changed();
  }

  private tryPreview(): void {
    if (this.image) this.askPreview({ of: this.image, settings: this.settings });
  }

  private tryEstimate(): void {
    if (this.survey) this.askEstimate({ survey: this.survey.id, settings: this.settings });
  }

  private fail(error: unknown): void {
    if (!this.stopped) this.failure = sentence(error);
    this.changed();
  }
}
