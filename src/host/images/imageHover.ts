import {
  Hover,
  languages,
  l10n,
  MarkdownString,
  Range,
  type CancellationToken,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { parseDataUrl } from '../../dataset/dataUrl.ts';
import { imageAt } from '../../dataset/imageAt.ts';
import { inspectImage } from '../../images/inspect.ts';
import { formatBytes } from '../format.ts';
import { TEXT_FILES } from './imageLenses.ts';
import { decode } from './pictures.ts';
import type { WorkerClient } from '../workerClient.ts';

/** VS Code cuts a hover's text behind 100,000 characters, and a picture with it. */
const MOST_CHARACTERS = 90_000;
/** A hover is at most 250 pixels high, and what the linter says comes first: the picture keeps to this, in CSS pixels. */
const LARGEST = { width: 320, height: 150 };

/**
 * The picture of the image part under the pointer. VS Code draws the first 10,000 columns of a line
 * (`editor.stopRenderingLineAfter`): behind them there is nothing to point at, and "Show images" has to do.
 */
export class ImageHover implements HoverProvider {
  private readonly worker: WorkerClient;

  constructor(worker: WorkerClient) {
    this.worker = worker;
  }

  async provideHover(document: TextDocument, { line, character }: Position, token: CancellationToken) {
    const image = imageAt(document.lineAt(line).text, character);
    if (!image || token.isCancellationRequested) return undefined;
    const text = await this.describe(image.url);
    const shown = encodeURIComponent(JSON.stringify([document.uri.toString(), line]));
    text.appendMarkdown(` · [${l10n.t('Show in Dataset Editor')}](command:visionFineTuning.showImages?${shown})`);
    text.isTrusted = { enabledCommands: ['visionFineTuning.showImages'] };
    return new Hover(text, new Range(line, image.start, line, image.end));
  }

  private async describe(url: string): Promise<MarkdownString> {
    const text = new MarkdownString();
    if (!parseDataUrl(url)) return text.appendText(l10n.t('Not loaded: {0}', url.slice(0, 300)));
    const bytes = decode(url);
    const { format, width, height, colorMode, fault } = inspectImage(bytes ?? new Uint8Array());
    if (!bytes || format === 'unknown')
      return text.appendText(l10n.t('This is no image: its bytes are of no known format.'));
    const facts = [
      format.toUpperCase(),
      colorMode,
      width && height && `${width} × ${height}`,
      formatBytes(bytes.length),
    ];
    const said = facts.filter(Boolean).join(' · ');
    // a vector image is a program: it is named, never drawn
    if (format === 'svg') return text.appendText(l10n.t('{0} · not drawn, for it may hold scripts', said));
    const drawn = width && height ? await this.draw(bytes, width, height) : undefined;
    if (drawn !== undefined) text.appendMarkdown(`![${l10n.t('Image')}](${drawn})\n\n`);
    text.appendText(said);
    if (fault !== undefined) text.appendText(` · ${l10n.t('the image {0}', fault)}`);
    else if (drawn === undefined) text.appendText(` · ${l10n.t('the image cannot be decoded')}`);
    return text;
  }

  /** A small picture as the address and size of a Markdown image: sharp on dense screens where its bytes allow it. */
  private async draw(bytes: Uint8Array, width: number, height: number): Promise<string | undefined> {
    const scale = Math.min(1, LARGEST.width / width, LARGEST.height / height);
    const [shownWidth, shownHeight] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
    for (const density of [2, 1]) {
      const side = Math.ceil(Math.max(width, height) * scale * density);
      const small = await this.worker.methods.thumbnail(new Uint8Array(bytes), side);
      if (!small) return undefined;
      const base64 = Buffer.from(small).toString('base64');
      if (base64.length < MOST_CHARACTERS)
        return `data:image/webp;base64,${base64}|width=${shownWidth},height=${shownHeight}`;
    }
    return undefined;
  }

  register(): Disposable {
    return languages.registerHoverProvider(TEXT_FILES, this);
  }
}
