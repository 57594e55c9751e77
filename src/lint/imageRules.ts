import { megabytes } from '../dataset/amounts.ts';
import type { ImageFacts } from '../images/imageFacts.ts';
import { MAX_PIXELS } from '../images/limits.ts';
import type { ImageFormat, ProviderProfile } from '../providers/profile.ts';
import { OWN_OPINION, VISION_GUIDE } from './bases.ts';
import type { Severity } from './finding.ts';
import type { LookedAt } from './imagePool.ts';
import type { LintedImage } from './lintedImage.ts';
import type { Basis, Rule } from './rule.ts';

const TINY_SIDE = 32;
const EXTREME_ASPECT = 10;

const list = (formats: readonly string[]) => formats.map((format) => format.toUpperCase()).join(', ');

/** A data URL taken to the first thing that is wrong with it; later rules speak of sound images only. */
type State =
  | { kind: 'bad-base64' | 'corrupt' | 'bomb' | 'sound'; declared: ImageFormat; mime: string; image: LookedAt }
  | { kind: 'unsupported'; format: ImageFormat; accepted: readonly ImageFormat[]; byName: boolean };

function stateOf({ address }: LintedImage, { limits }: ProviderProfile): State | undefined {
  if (address.kind !== 'data') return undefined;
  const { image, format: declared, mime } = address;
  const { facts } = image;
  const state = (kind: 'bad-base64' | 'corrupt' | 'bomb' | 'sound') => ({ kind, declared, mime, image });
  if (!image.base64) return state('bad-base64');
  if (facts.format === 'unknown') return state('corrupt');
  const accepted = limits.imageFormats?.value;
  const refused = [facts.format, declared].find((format) => accepted && !accepted.includes(format));
  if (accepted && refused) return { kind: 'unsupported', format: refused, accepted, byName: refused !== facts.format };
  if (facts.fault !== undefined || image.deep?.fault !== undefined) return state('corrupt');
  return state((facts.width ?? 0) * (facts.height ?? 0) > MAX_PIXELS ? 'bomb' : 'sound');
}

/** A rule over images whose structure is sound: says what is wrong with one and what to do, or nothing. */
function soundImageRule(
  id: string,
  severity: Severity,
  title: string,
  basis: Basis,
  judge: (facts: ImageFacts, profile: ProviderProfile) => [message: string, help: string] | undefined,
): Rule {
  return {
    id,
    family: 'image',
    severity,
    title,
    basis,
    start: ({ profile }) => ({
      image(image, _example, report) {
        const state = stateOf(image, profile);
        const said = state?.kind === 'sound' ? judge(state.image.facts, profile) : undefined;
        if (said) report(image.path, ...said);
      },
    }),
  };
}

/** The bytes behind data URLs. */
export const IMAGE_RULES: readonly Rule[] = [
  {
    id: 'bad-base64',
    family: 'image',
    severity: 'error',
    title: 'A data URL whose base64 is broken',
    basis: { source: 'https://www.rfc-editor.org/rfc/rfc4648', date: '2026-11-22', grade: 'A' },
    start: ({ profile }) => ({
      image(image, _example, report) {
        if (stateOf(image, profile)?.kind === 'bad-base64')
          report(
            image.path,
            'The base64 of this image is not valid: it has to be the standard alphabet, padded, without blanks, and not empty.',
            'Encode the image again.',
          );
      },
    }),
  },
  {
    id: 'image-too-large',
    family: 'image',
    severity: 'error',
    title: 'An image over the size limit',
    basis: VISION_GUIDE,
    start({ profile, answers }) {
      const limit = profile.limits.imageBytes;
      if (!limit) return undefined;
      return {
        image(image, _example, report) {
          const state = stateOf(image, profile);
          if (!state || state.kind === 'unsupported' || state.kind === 'bad-base64') return;
          const { bytes } = state.image;
          if (bytes <= limit.warn.value) return;
          const severity = bytes > limit.error.value ? 'error' : 'warning';
          report(
            image.path,
            `This image has ${megabytes(bytes, 2)}; ${profile.name} takes at most 10 MB.${answers('image too large')}`,
            'Make it smaller or lower its quality.',
            { severity },
          );
        },
      };
    },
  },
  {
    id: 'unsupported-format',
    family: 'image',
    severity: 'error',
    title: 'An image format that the vendor does not train on',
    basis: VISION_GUIDE,
    start: ({ profile, answers }) => ({
      image(image, _example, report) {
        const state = stateOf(image, profile);
        if (state?.kind !== 'unsupported') return;
        const is = state.byName ? 'is declared as' : 'is';
        report(
          image.path,
          `This image ${is} ${state.format.toUpperCase()}; ${profile.name} takes ${list(state.accepted)}.${answers('invalid image format')}`,
          state.byName ? 'Write the MIME type of the image.' : 'Convert it to JPEG or PNG.',
        );
      },
    }),
  },
  {
    id: 'corrupt-image',
    family: 'image',
    severity: 'error',
    title: 'An image that is broken',
    basis: VISION_GUIDE,
    start: ({ profile, answers }) => ({
      image(image, _example, report) {
        const state = stateOf(image, profile);
        if (state?.kind !== 'corrupt') return;
        const why = state.image.facts.fault ?? state.image.deep?.fault ?? 'is of no known format';
        report(
          image.path,
          `This image ${why}.${answers('invalid image format')}`,
          'Put the intact image in its place.',
        );
      },
    }),
  },
  {
    id: 'decompression-bomb',
    family: 'image',
    severity: 'error',
    title: 'An image with too many pixels to decode',
    basis: OWN_OPINION,
    start: ({ profile }) => ({
      image(image, _example, report) {
        const state = stateOf(image, profile);
        if (state?.kind !== 'bomb') return;
        const { width = 0, height = 0 } = state.image.facts;
        report(
          image.path,
          `This image claims ${width} x ${height} pixels, more than decoders accept.`,
          'Make it smaller.',
        );
      },
    }),
  },
  {
    id: 'mime-mismatch',
    family: 'image',
    severity: 'warning',
    title: 'A MIME type that is not what the bytes are',
    basis: OWN_OPINION,
    start: ({ profile }) => ({
      image(image, _example, report) {
        const state = stateOf(image, profile);
        if (state?.kind !== 'sound' || state.declared === state.image.facts.format) return;
        const { format } = state.image.facts;
        report(
          image.path,
          `The data URL says ${state.mime}, but the image is ${format.toUpperCase()}.`,
          `Write image/${format}.`,
        );
      },
    }),
  },
  soundImageRule(
    'unsupported-color-mode',
    'warning',
    'An image that is neither RGB nor RGBA with 8 bits a channel',
    OWN_OPINION,
    ({ colorMode, bitDepth = 8 }, { name, limits }) => {
      const modes = limits.colorModes?.value;
      if (!modes || colorMode === undefined || (modes.includes(colorMode) && bitDepth <= 8)) return undefined;
      const what = bitDepth > 8 ? `${colorMode} with ${bitDepth} bits a channel` : colorMode;
      return [`This image is ${what}; ${name} asks for ${modes.join(' or ')}.`, 'Convert it to RGB.'];
    },
  ),
  soundImageRule('animated', 'warning', 'An animated image', OWN_OPINION, ({ animated }) =>
    animated ? ['This image is animated; at most one frame is looked at.', 'Keep the frame that matters.'] : undefined,
  ),
  soundImageRule('exif-orientation', 'warning', 'An image that viewers turn', OWN_OPINION, ({ orientation = 1 }) =>
    orientation > 1
      ? [
          `Viewers turn this image (EXIF orientation ${orientation}); the model may see it as it is stored.`,
          'Store it the way it is meant to be seen.',
        ]
      : undefined,
  ),
  soundImageRule('exif-gps', 'warning', 'An image that says where it was taken', OWN_OPINION, ({ gps }) =>
    gps ? ['This image says where it was taken.', 'Remove its metadata before it leaves the machine.'] : undefined,
  ),
  soundImageRule(
    'tiny-image',
    'info',
    'A very small image',
    OWN_OPINION,
    ({ width = TINY_SIDE, height = TINY_SIDE }) =>
      Math.min(width, height) < TINY_SIDE
        ? [
            `This image has ${width} x ${height} pixels; there is little to see.`,
            'Use a larger version if there is one.',
          ]
        : undefined,
  ),
  soundImageRule(
    'extreme-aspect',
    'info',
    'A very long or very flat image',
    OWN_OPINION,
    ({ width = 1, height = 1 }) =>
      Math.max(width, height) > EXTREME_ASPECT * Math.min(width, height)
        ? [
            `This image is ${width} x ${height} pixels; scaled down, its short side loses nearly all detail.`,
            'Cut it into pieces.',
          ]
        : undefined,
  ),
];
