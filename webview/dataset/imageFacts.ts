import type { ImageView } from '../../src/protocol/datasetPage.ts';
import { bytesText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';

/** Above this a picture in the conversation is drawn from a reduced one: its pixels take four bytes each. */
const MOST_PIXELS = 4096 * 4096;
const REDUCED_SIDE = 2048;

/** Longest side at which a picture is asked for in the conversation; `undefined` for all of its pixels. */
export function sideFor({ width = 0, height = 0 }: ImageView): number | undefined {
  return width * height > MOST_PIXELS ? REDUCED_SIDE : undefined;
}

/** Size as it is shown: EXIF may have it turned by a quarter. */
export function shownSize({ width = 0, height = 0, orientation = 1 }: ImageView): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Whether controls over a picture would leave little of it to see or to point at. */
export function isLittle(image: ImageView): boolean {
  const { width, height } = shownSize(image);
  return width > 0 && (width < 320 || height < 96);
}

const tokensText = (tokens: number) => plural(tokens, '{0} token', '{0} tokens');
const joined = (texts: (string | undefined)[]) => texts.filter((text) => text !== undefined && text !== '');

/** "PNG palette 320×320", "2.5 KB", "255 tokens (high)" */
export function captions(image: ImageView): string[] {
  const size = image.width !== undefined && image.height !== undefined ? `${image.width}×${image.height}` : undefined;
  const tokens = image.tokens === undefined ? undefined : tokensText(image.tokens);
  return joined([
    joined([image.format, image.mode, size]).join(' '),
    image.bytes > 0 || image.source !== 'url' ? bytesText(image.bytes) : '',
    tokens === undefined ? image.detail : image.detail === undefined ? tokens : `${tokens} (${image.detail})`,
  ]) as string[];
}

/** How EXIF has a picture turned (the eight values of its orientation tag). */
function turned(orientation: number): string {
  const words = [
    t('mirrored by EXIF'),
    t('rotated 180° by EXIF'),
    t('flipped by EXIF'),
    t('mirrored and rotated 270° by EXIF'),
    t('rotated 90° by EXIF'),
    t('mirrored and rotated 90° by EXIF'),
    t('rotated 270° by EXIF'),
  ];
  return words[orientation - 2] ?? '';
}

/** Everything known of a picture, a few words each. */
export function facts(image: ImageView): string[] {
  const { width, height, tokens, tokensAt, detail } = image;
  const cost =
    tokens === undefined
      ? detail && t('detail {0}', detail)
      : detail === undefined
        ? t('{0}, detail not set', tokensText(tokens))
        : t('{0} at detail {1}', tokensText(tokens), detail);
  const others =
    tokensAt && tokensAt.low !== tokensAt.high ? t('low {0}, high {1}', tokensAt.low, tokensAt.high) : undefined;
  return joined([
    image.format,
    image.mode,
    width === undefined || height === undefined ? undefined : t('{0} × {1} pixels', width, height),
    image.bytes > 0 ? bytesText(image.bytes) : undefined,
    image.orientation === undefined ? undefined : turned(image.orientation),
    image.animated ? t('animated') : undefined,
    image.gps ? t('EXIF says where it was taken') : undefined,
    cost,
    others,
  ]) as string[];
}
