import type { CropArea, CropPreview, ImageEditing } from '../../src/protocol/imageEditing.ts';
import { latestOnly } from '../ui/latest.ts';
import { sentence } from '../ui/sentence.ts';
import { isWhole, whole, within } from './cropArea.ts';
import type { Control } from './edits.ts';
import type { Size } from './imageZoom.ts';
import type { ImageAt } from './reencoding.ts';

/** What makes the edit, and says why it did not. */
interface Editing {
  images(give: (host: ImageEditing) => Promise<void>, controls: Control[]): Promise<boolean>;
  failure: string | undefined;
}

/** What the dialog that crops an image knows while it is open. */
export class Cropping {
  /** The image it is about; none while it is closed. */
  image: ImageAt | undefined;
  /** Pixels of that image as it is shown. */
  size: Size = { width: 1, height: 1 };
  /** The part that is kept. */
  area: CropArea = whole(this.size);
  preview: CropPreview | undefined;
  running = false;
  failure: string | undefined;
  private readonly editing: Editing;
  private readonly changed: () => void;
  private readonly askPreview: (asked: { of: ImageAt; area: CropArea }) => void;

  constructor(host: ImageEditing, editing: Editing, changed: () => void) {
    this.editing = editing;
    this.changed = changed;
    this.askPreview = latestOnly(
      ({ of, area }) => host.previewCrop(of.line, of.path, area),
      ({ of }, preview) => {
        this.look(of, preview, undefined);
      },
      ({ of }, error) => {
        this.look(of, undefined, sentence(error));
      },
    );
  }

  /** Something would be cut off, and nothing stands against it. */
  get ready(): boolean {
    return this.failure === undefined && !isWhole(this.area, this.size);
  }

  /** Opens the dialog with all of an image. @param size as it is shown */
  show(image: ImageAt, size: Size): void {
    this.image = image;
    this.size = { width: Math.max(1, size.width), height: Math.max(1, size.height) };
    this.preview = undefined;
    this.failure = undefined;
    this.set(whole(this.size));
  }

  /** Another part. @param settled whether it stays for now: only then it is tried what becomes of it */
  set(area: CropArea, settled = true): void {
    this.area = within(area, this.size);
    if (settled) this.settle();
    this.changed();
  }

  /** The part drawn stays for now. */
  settle(): void {
    if (this.image) this.askPreview({ of: this.image, area: this.area });
  }

  /** Crops the image; the dialog closes once that is done. */
  async apply(): Promise<void> {
    const { image, area } = this;
    if (this.running || !image || !this.ready) return;
    this.running = true;
    this.changed();
    const { line, path } = image;
    const done = await this.editing.images(
      (host) => host.cropImage(line, path, area),
      [{ path, action: 'crop-image' }],
    );
    this.running = false;
    if (done) this.image = undefined;
    else {
      // said in the dialog, which stands before the page
      this.failure = this.editing.failure;
      this.editing.failure = undefined;
    }
    this.changed();
  }

  /** Closes the dialog. */
  cancel(): void {
    if (this.running) return;
    this.image = undefined;
    this.changed();
  }

  private look(of: ImageAt, preview: CropPreview | undefined, failure: string | undefined): void {
    if (of !== this.image) return;
    this.preview = preview;
    this.failure = failure;
    this.changed();
  }
}
