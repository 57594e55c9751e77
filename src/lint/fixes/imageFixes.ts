import { segmentsOf } from '../../dataset/edits.ts';
import { replaceImages } from '../../dataset/imageEdit.ts';
import { isObject } from '../../dataset/jsonObject.ts';
import { withoutMetadata } from '../../images/withoutMetadata.ts';
import { editing, type Fix, type LineFix } from './fix.ts';
import type { FoundImage, ImageMend, MadeImage } from './mendedImages.ts';

/** Quality of what is encoded without being asked about; no difference is seen. */
const GOOD = 90;
/** An image over a limit is made smaller this often, then it stays. */
const MOST_TRIES = 8;

/** Of the images themselves: their bytes and what their addresses say of them. Places of an image become its part's. */
export const IMAGE_FIXES: Readonly<Record<string, Fix>> = {
  'mime-mismatch': {
    of: 'line',
    label: 'Correct the MIME type',
    safe: true,
    why: 'The image stays byte for byte.',
    mend: onImages({ id: 'mime', make: ({ url, facts }) => ({ url: declaring(url, facts.format) }) }),
  },
  'unsupported-format': {
    of: 'line',
    label: 'Convert to JPEG',
    safe: true,
    why: 'The vendor takes nothing of the image as it is; of an animation it would look at the first frame at most.',
    mend: onImages({
      id: 'format',
      make: (image, { limits }) =>
        limits.imageFormats?.value.some((format) => format === image.facts.format)
          ? { url: declaring(image.url, image.facts.format) }
          : encode(image, 'jpeg'),
    }),
  },
  'unsupported-color-mode': {
    of: 'line',
    label: 'Convert to an RGB JPEG',
    safe: true,
    why: 'It looks the same, in colours that the vendor takes.',
    mend: onImages({ id: 'colours', make: (image) => encode(image, 'jpeg') }),
  },
  'image-too-large': {
    of: 'line',
    label: 'Make the image fit',
    safe: true,
    why: 'The vendor would skip the image; models see it scaled down further than this.',
    mend: onImages({
      id: 'fit',
      make: (image, { limits }) => fit(image, limits.imageBytes?.warn.value ?? Number.POSITIVE_INFINITY),
    }),
  },
  'exif-orientation': {
    of: 'line',
    label: 'Store it upright',
    safe: true,
    why: 'The pixels become what viewers show.',
    mend: onImages({ id: 'upright', make: (image) => (isTurned(image) ? encode(image, 'keep') : undefined) }),
  },
  'exif-gps': {
    of: 'line',
    label: 'Remove its metadata',
    safe: true,
    why: 'The pixels stay; models see nothing else.',
    // metadata gone, viewers would no longer turn it
    mend: onImages({
      id: 'metadata',
      make: (image) => (isTurned(image) ? encode(image, 'keep') : withoutMetadata(image.bytes, image.facts.format)),
    }),
  },
  animated: {
    of: 'line',
    label: 'Keep the first frame',
    safe: false,
    why: 'The other frames are lost, and one of them may be the one that matters.',
    mend: onImages({
      id: 'still',
      make: (image) => (image.facts.animated ? encode(image, 'keep') : undefined),
    }),
  },
};

function onImages(mend: ImageMend): LineFix['mend'] {
  return editing(async (json, { places, images }, whole) => {
    const line: unknown = JSON.parse(json);
    const parts = [...new Set(places.map((place) => place.replace(/\/image_url(\/url)?$/, '')))];
    const changes = await Promise.all(
      parts.map(async (part) => {
        const path = segmentsOf(part);
        const short = addressAt(line, path);
        const url = short === undefined ? undefined : whole(short);
        const mended = url === undefined ? undefined : await images.get(url, mend);
        return mended === undefined || mended === url ? [] : [{ path, url: mended }];
      }),
    );
    return changes.some(({ length }) => length > 0) ? replaceImages(json, changes.flat()) : json;
  });
}

function addressAt(line: unknown, path: readonly (string | number)[]): string | undefined {
  const step = (value: unknown, key: string | number): unknown =>
    isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[key] : undefined;
  const image = step(path.reduce(step, line), 'image_url');
  const url = isObject(image) ? image['url'] : image;
  return typeof url === 'string' ? url : undefined;
}

const isTurned = ({ facts }: FoundImage) => (facts.orientation ?? 1) > 1;

const declaring = (url: string, format: string) => url.replace(/^data:[^;,]*/i, `data:image/${format}`);

/** As viewers show it: upright, transparent parts on white, RGB, without metadata. */
async function encode({ bytes }: FoundImage, format: 'jpeg' | 'keep', maxSide?: number): Promise<MadeImage> {
  // decoders are loaded when there is something to decode: the catalogue of rules is read without them
  const { reencodeImage } = await import('../../images/reencode.ts');
  return reencodeImage(bytes, { format, quality: GOOD, maxSide, matchPillow: false, onlySmaller: false });
}

/** A JPEG of no more than `limit` bytes: in full size where that is enough, otherwise as large as it may be. */
async function fit(image: FoundImage, limit: number): Promise<MadeImage> {
  const { width = 0, height = 0 } = image.facts;
  let side = Math.max(width, height);
  for (let tries = 0; tries < MOST_TRIES && side > 0; tries++) {
    const made = await encode(image, 'jpeg', side);
    if (!made || !('bytes' in made) || made.bytes.length <= limit) return made;
    side = Math.floor(side * Math.min(0.9, Math.sqrt(limit / made.bytes.length)));
  }
  return undefined;
}
