import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { parseDataUrl } from '../../dataset/dataUrl.ts';
import { whyNotDrawn } from '../../images/drawable.ts';
import { inspectImage } from '../../images/inspect.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { messagesOf } from '../dataset/messages.ts';
import { decode, type Pictures } from './pictures.ts';
import { reportFailure } from '../report.ts';
import type { Services } from '../services.ts';
import { askForWebImages, webImageSentence } from './webImages.ts';

/** What can be done with one image of an example, told by its line (from 0) and its path. */
export class ImageActions {
  private readonly model: DatasetModel;
  private readonly services: Services;
  private readonly pictures: Pictures;
  private readonly fetched: () => void;
  private folder: string | undefined;

  /** @param fetched told when an image came from the web: more is known of it then */
  constructor(model: DatasetModel, services: Services, pictures: Pictures, fetched: () => void) {
    this.model = model;
    this.services = services;
    this.pictures = pictures;
    this.fetched = fetched;
  }

  /** Bytes that may be drawn: as they are, or reduced to `side`. Rejects with one sentence where they may not. */
  async drawn(line: number, path: string, side: number | undefined): Promise<Uint8Array> {
    const bytes = await this.bytes(line, path);
    if (whyNotDrawn(inspectImage(bytes))) throw new Error(l10n.t('This picture is not drawn.'));
    // a copy of exactly these bytes: a view into a pool would send the whole pool
    if (side === undefined) return new Uint8Array(bytes);
    const small = await this.pictures.reduced(bytes, side, true);
    if (!small) throw new Error(l10n.t('This picture cannot be drawn here.'));
    return small;
  }

  /** Lets the user write the bytes, exactly as they are, to a file. */
  save(line: number, path: string): Promise<void> {
    return this.reporting(async () => {
      const bytes = await this.bytes(line, path);
      const name = await this.nameOf(line, path, bytes);
      const { format } = inspectImage(bytes);
      const extension = parse(name).ext.slice(1);
      const { uri } = this.model;
      const folder = uri.scheme === 'git' ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(uri, '..');
      const target = await window.showSaveDialog({
        title: l10n.t('Save Image As'),
        filters: { [format === 'unknown' ? l10n.t('Data') : format.toUpperCase()]: [extension] },
        ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
      });
      if (target) await workspace.fs.writeFile(target, bytes);
    });
  }

  /** Shows it in VS Code's image viewer, from a file that is gone when the editor ends. */
  open(line: number, path: string): Promise<void> {
    return this.reporting(async () => {
      const bytes = await this.bytes(line, path);
      const file = join(this.temporaryFolder(), await this.nameOf(line, path, bytes));
      await writeFile(file, bytes, { mode: 0o600 });
      await commands.executeCommand('vscode.open', Uri.file(file));
    });
  }

  allowWeb(line: number, path: string): Promise<void> {
    return this.reporting(async () => {
      const images = await this.images(line);
      const image = images.find((candidate) => candidate.path === path);
      const urls = images.map(({ url }) => url);
      if (image) await askForWebImages(this.services.webImages, image.url, urls);
    });
  }

  private async bytes(line: number, path: string): Promise<Uint8Array> {
    const image = (await this.images(line)).find((candidate) => candidate.path === path);
    const { webImages } = this.services;
    try {
      if (image && parseDataUrl(image.url) === undefined) {
        const bytes = await webImages.bytes(image.url);
        this.fetched();
        return bytes;
      }
      const bytes = image && decode(image.url);
      if (bytes) return bytes;
    } catch (error) {
      throw new Error(webImageSentence(error), { cause: error });
    }
    throw new Error(l10n.t('Line {0} has no image at {1}.', line + 1, path));
  }

  private async images(line: number): Promise<{ url: string; path: string }[]> {
    const example = await this.model.example(line);
    const parts = messagesOf(example).flatMap((message) => message.parts);
    return parts.flatMap((part) => (part.type === 'image' ? [part] : []));
  }

  /** `train-52-1.png`: the file, the line and the image's number in it as people count. */
  private async nameOf(line: number, path: string, bytes: Uint8Array): Promise<string> {
    const images = await this.images(line);
    const number = images.findIndex((image) => image.path === path) + 1;
    const { format } = inspectImage(bytes);
    const extension = { jpeg: 'jpg', unknown: 'bin', heif: 'heic' }[format as string] ?? format;
    return `${parse(this.model.uri.path).name}-${line + 1}-${number}.${extension}`;
  }

  private temporaryFolder(): string {
    if (this.folder !== undefined) return this.folder;
    const folder = mkdtempSync(join(tmpdir(), 'vision-fine-tuning-images-'));
    this.services.context.subscriptions.push({
      dispose: () => {
        rmSync(folder, { recursive: true, force: true });
      },
    });
    return (this.folder = folder);
  }

  /** What fails here is told as commands tell it: natively, with the log. */
  private async reporting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void reportFailure(this.services.log, error);
    }
  }
}
