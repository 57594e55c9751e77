import { basename } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { toDataUrl } from '../../dataset/dataUrl.ts';
import { inspectImage } from '../../images/inspect.ts';
import type { LineRange } from '../../dataset/lineRanges.ts';
import type {
  CropArea,
  CropPreview,
  GivenImage,
  ImageEditing,
  ImageEstimate,
  ImagePlace,
  ImagePreview,
  ImageSurvey,
  ReencodeSettings,
} from '../../protocol/imageEditing.ts';
import type { ReencodedLines } from '../../protocol/imageTasks.ts';
import type { ImageFormat } from '../../providers/profile.ts';
import { profileOf } from '../../providers/profiles.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { formatCount } from '../format.ts';
import { factsOf } from '../dataset/imageView.ts';
import { messagesOf } from '../dataset/messages.ts';
import { reencodedSentence } from './reencodedSentence.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';
import { replaceLines } from '../dataset/writtenLines.ts';

/** Taken where a vendor does not say. */
const COMMON: readonly ImageFormat[] = ['jpeg', 'png'];
/** What the dialog offers; whatever is chosen is looked at, not believed. */
const EXTENSIONS = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'tif', 'tiff', 'avif'];
/** More is no picture anybody trains with, and would be held several times over. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Images of one document as a page edits them. */
export class ImageEdits implements ImageEditing {
  private readonly model: DatasetModel;
  private readonly services: Services;
  private readonly onProgress: (fraction: number) => void;
  private readonly bytesOf: (line: number, path: string) => Promise<Uint8Array>;
  private running = new AbortController();

  constructor(
    model: DatasetModel,
    services: Services,
    page: {
      bytesOf: (line: number, path: string) => Promise<Uint8Array>;
      onProgress: (fraction: number) => void;
    },
  ) {
    this.model = model;
    this.services = services;
    this.bytesOf = page.bytesOf;
    this.onProgress = page.onProgress;
  }

  async pickImages(place: ImagePlace): Promise<void> {
    const insert = place.how === 'insert';
    const chosen = await window.showOpenDialog({
      canSelectMany: insert,
      filters: { [l10n.t('Images')]: EXTENSIONS },
      openLabel: insert ? l10n.t('Insert') : l10n.t('Replace'),
      title: insert
        ? l10n.t('Insert images into example {0}', place.line + 1)
        : l10n.t('Replace an image of example {0}', place.line + 1),
    });
    if (chosen) await this.giveFiles(place, chosen);
  }

  giveAddresses(place: ImagePlace, addresses: string[]): Promise<void> {
    const uris = addresses.map((address) => Uri.parse(address));
    const foreign = uris.find(({ scheme }) => workspace.fs.isWritableFileSystem(scheme) === undefined);
    if (foreign) throw new Error(l10n.t('{0} is no file; save the image and insert that.', foreign.toString(true)));
    return this.giveFiles(place, uris);
  }

  private async giveFiles(place: ImagePlace, uris: readonly Uri[]): Promise<void> {
    const images: GivenImage[] = [];
    for (const uri of uris) {
      const name = basename(uri.path);
      const { size } = await workspace.fs.stat(uri);
      if (size > MOST_BYTES) throw new Error(l10n.t('{0} is larger than 256 MB; choose a smaller image.', name));
      images.push({ name, bytes: await workspace.fs.readFile(uri) });
    }
    await this.giveImages(place, images);
  }

  async giveImages({ line, path, how }: ImagePlace, images: GivenImage[]): Promise<void> {
    const [first] = images;
    if (!first) return;
    if (how === 'replace' && images.length > 1)
      throw new Error(l10n.t('One image can take the place of another; drop several on the message to add them.'));
    const { name: vendor, limits } = profileOf(readSettings(this.model.uri).provider);
    const accepted = limits.imageFormats?.value ?? COMMON;
    const urls: string[] = [];
    const converted: string[] = [];
    for (const { name, bytes } of images) {
      // a copy of exactly these bytes: a view into a pool would send the whole pool
      const taken = await this.services.worker.methods.imageFor(name, new Uint8Array(bytes), accepted);
      urls.push(toDataUrl(`image/${taken.format}`, taken.bytes));
      if (taken.format !== taken.was)
        converted.push(
          l10n.t(
            '{0} was converted from {1} to {2}: {3} takes {4}.',
            name,
            taken.was.toUpperCase(),
            taken.format.toUpperCase(),
            vendor,
            accepted.map((format) => format.toUpperCase()).join(', '),
          ),
        );
    }
    if (how === 'replace') await this.model.edit({ kind: 'replaceImage', line, path, url: urls[0] ?? '' });
    else await this.model.edit({ kind: 'insertImage', line, path, urls });
    if (converted.length > 0) void window.showInformationMessage(converted.join(' '));
  }

  async previewImage(line: number, path: string, settings: ReencodeSettings): Promise<ImagePreview> {
    const before = await this.bytesOf(line, path);
    const encoded = await this.encode(before, settings);
    const bytes = encoded?.bytes ?? before;
    const { format, width = 0, height = 0 } = inspectImage(bytes);
    return { bytes, format: format.toUpperCase(), width, height, unchanged: !encoded };
  }

  async reencodeImage(line: number, path: string, settings: ReencodeSettings): Promise<void> {
    const encoded = await this.encode(await this.bytesOf(line, path), settings);
    if (!encoded) return;
    await this.put(line, path, encoded, 'reencoding');
  }

  async previewCrop(line: number, path: string, area: CropArea): Promise<CropPreview> {
    const { bytes } = await this.crop(line, path, area);
    const parts = messagesOf(await this.model.example(line)).flatMap((message) => message.parts);
    const part = parts.find((each) => each.type === 'image' && each.path === path);
    const detail = part?.type === 'image' ? part.detail : undefined;
    const model = profileOf(readSettings(this.model.uri).provider).models[0];
    return { bytes, image: { ...factsOf(bytes, detail, model), ...(detail !== undefined && { detail }) } };
  }

  async cropImage(line: number, path: string, area: CropArea): Promise<void> {
    await this.put(line, path, await this.crop(line, path, area), 'cropping');
  }

  private async crop(line: number, path: string, area: CropArea) {
    const bytes = await this.bytesOf(line, path);
    return this.services.worker.methods.cropImage(new Uint8Array(bytes), area);
  }

  /** Puts what was made of an image in its place. */
  private put(line: number, path: string, made: { bytes: Uint8Array; format: string }, by: 'reencoding' | 'cropping') {
    const url = toDataUrl(`image/${made.format}`, made.bytes);
    return this.model.edit({ kind: 'replaceImage', line, path, url, by });
  }

  private encode(bytes: Uint8Array, settings: ReencodeSettings) {
    return this.services.worker.methods.reencodeImage(new Uint8Array(bytes), settings).catch(() => {
      throw new Error(l10n.t('This image cannot be decoded; replace it.'));
    });
  }

  surveyImages(lines: LineRange[]): Promise<ImageSurvey> {
    return this.run(async (options) => {
      const source = await this.model.workerSource();
      return this.services.worker.run((worker, task) => worker.surveyImages(task, source, lines), options);
    });
  }

  estimateImages(survey: number, settings: ReencodeSettings): Promise<ImageEstimate | undefined> {
    return this.services.worker.methods.estimateImages(survey, settings);
  }

  async reencodeImages(lines: LineRange[], settings: ReencodeSettings): Promise<boolean> {
    const done = await this.run((options) =>
      replaceLines(this.model, async (source, into) => {
        const result = await this.services.worker.run(
          (worker, task) => worker.reencodeLines(task, source, lines, settings, into),
          options,
        );
        return { label: labelOf(result, settings), changed: result.changed, result };
      }),
    );
    void window.showInformationMessage(reencodedSentence(done));
    return done.changed.length > 0;
  }

  cancelImages(): Promise<void> {
    this.running.abort();
    return Promise.resolve();
  }

  /** One at a time: whatever ran before is stopped. */
  private run<T>(
    task: (options: { signal: AbortSignal; onProgress: (fraction: number) => void }) => Promise<T>,
  ): Promise<T> {
    this.running.abort();
    this.running = new AbortController();
    return task({ signal: this.running.signal, onProgress: this.onProgress });
  }
}

/** "Downscale 320 images" */
function labelOf({ reencoded }: ReencodedLines, { format, maxSide }: ReencodeSettings): string {
  const count = formatCount(reencoded);
  const scales = format === 'keep' && maxSide !== undefined;
  if (reencoded === 1) return scales ? l10n.t('Downscale 1 image') : l10n.t('Re-encode 1 image');
  return scales ? l10n.t('Downscale {0} images', count) : l10n.t('Re-encode {0} images', count);
}
