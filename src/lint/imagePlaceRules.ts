import { isObject } from '../dataset/jsonObject.ts';
import { OWN_OPINION, VISION_GUIDE } from './bases.ts';
import { itemsOf } from './json.ts';
import type { Rule } from './rule.ts';

/** Where images stand, how many there are, and where their addresses lead. */
export const IMAGE_PLACE_RULES: readonly Rule[] = [
  {
    id: 'image-in-assistant',
    family: 'image',
    severity: 'error',
    title: 'An image in an answer',
    basis: VISION_GUIDE,
    start: ({ profile }) => ({
      image({ role, partPath }, _example, report) {
        if (role === 'assistant')
          report(
            partPath,
            `An assistant message holds an image; ${profile.name} takes images in user messages only.`,
            'Move the image to the user message, or remove it.',
          );
      },
    }),
  },
  {
    id: 'image-in-system',
    family: 'image',
    severity: 'error',
    title: 'An image in a system or function message',
    basis: VISION_GUIDE,
    start: ({ profile }) => ({
      image({ role, partPath }, _example, report) {
        if (role === 'system' || role === 'developer' || role === 'function')
          report(
            partPath,
            `A ${role} message holds an image; ${profile.name} takes images in user messages only.`,
            'Move the image to the user message, or remove it.',
          );
      },
    }),
  },
  {
    id: 'too-many-images',
    family: 'image',
    severity: 'error',
    title: 'More images in an example than the vendor takes',
    basis: VISION_GUIDE,
    start({ profile }) {
      const most = profile.limits.imagesPerExample?.value;
      if (most === undefined) return undefined;
      return {
        example({ images }, report) {
          const firstTooMany = images[most];
          if (firstTooMany)
            report(
              firstTooMany.partPath,
              `This example has ${images.length} images; ${profile.name} takes at most ${most}.`,
              `Remove ${images.length - most}, first from the few-shot examples.`,
            );
        },
      };
    },
  },
  {
    id: 'no-image',
    family: 'image',
    severity: 'info',
    title: 'An example without an image',
    basis: OWN_OPINION,
    start: () => ({
      example({ messages }, report) {
        // a part that cannot be read may be meant for an image: that is its own finding
        if (messages.length > 0 && messages.every(({ parts }) => parts.every(({ type }) => type === 'text')))
          report('', 'This example has no image.', 'Nothing has to be done if it is meant to teach text.');
      },
    }),
  },
  {
    id: 'detail-invalid',
    family: 'image',
    severity: 'error',
    title: 'A detail that does not exist',
    basis: VISION_GUIDE,
    start({ profile }) {
      const details = profile.limits.details?.value;
      if (!details) return undefined;
      return {
        message({ value, path, parts }, _example, report) {
          itemsOf(value['content']).forEach((part, index) => {
            const detail = detailOf(part);
            if (detail !== undefined && !(typeof detail === 'string' && details.includes(detail)))
              report(
                `${parts[index]?.path ?? path}/image_url/detail`,
                typeof detail === 'string'
                  ? `The detail "${detail.slice(0, 40)}" does not exist.`
                  : 'The detail is not a string.',
                `Use one of ${details.join(', ')}, or leave it out.`,
              );
          });
        },
      };
    },
  },
  {
    id: 'bad-data-url',
    family: 'image',
    severity: 'error',
    title: 'An image address that is neither a web address nor a data URL',
    basis: VISION_GUIDE,
    start: () => ({
      image({ address, path }, _example, report) {
        if (address.kind === 'bad')
          report(
            path,
            `This image address ${address.why}.`,
            'Write "data:image/png;base64,..." with the MIME type of the image, or an https address.',
          );
      },
    }),
  },
  {
    id: 'url-image-not-accepted',
    family: 'image',
    severity: 'error',
    title: 'An address where the vendor takes the image itself only',
    basis: { source: 'https://docs.together.ai/docs/fine-tuning-vision', date: '2026-11-22', grade: 'A' },
    start({ profile }) {
      const sources = profile.limits.imageSources?.value;
      if (!sources || sources.includes('http')) return undefined;
      return {
        image({ address, path }, _example, report) {
          const refused =
            address.kind === 'http' ||
            ((address.kind === 'file' || address.kind === 'relative') && !sources.includes('file'));
          if (refused)
            report(
              path,
              `For ${profile.name} an image has to be a data URL, not an address.`,
              'Put the image into the file.',
            );
        },
      };
    },
  },
  {
    id: 'url-not-public',
    family: 'image',
    severity: 'warning',
    title: 'An address that the vendor cannot reach',
    basis: VISION_GUIDE,
    start({ profile, answers }) {
      const sources = profile.limits.imageSources?.value ?? [];
      return {
        image({ address, path }, _example, report) {
          const isPrivate =
            (sources.includes('http') && address.kind === 'http' && !address.isPublic) ||
            (sources.includes('http') && address.kind === 'file') ||
            (sources.some((source) => source !== 'data') && address.kind === 'relative');
          if (isPrivate)
            report(
              path,
              `${profile.name} cannot reach this address: it leads to this machine or network only.${answers('inaccessible URL')}`,
              'Put the image into the file as a data URL, or on a public server.',
            );
        },
      };
    },
  },
  {
    id: 'url-unreachable',
    family: 'image',
    severity: 'warning',
    title: 'An address that gave no image when it was asked',
    basis: VISION_GUIDE,
    start({ unreachable, answers }) {
      if (unreachable.size === 0) return undefined;
      return {
        image({ address, path }, _example, report) {
          const why = address.kind === 'http' ? unreachable.get(address.url) : undefined;
          if (why !== undefined)
            report(
              path,
              `This address gave no image: ${why}.${answers('inaccessible URL')}`,
              'Put the image into the file as a data URL, or mend its address.',
            );
        },
      };
    },
  },
];

const detailOf = (part: unknown): unknown =>
  isObject(part) && isObject(part['image_url']) ? part['image_url']['detail'] : undefined;
