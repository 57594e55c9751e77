import type { Groups } from './explanation.ts';

interface SkipLabel {
  rule?: string;
  sentence: string;
  help: string;
}

const POLICY_HELP = 'Remove these examples, or hide what may not be seen, and send the file again.';

/** Why vendors leave an example out because of its image, in their words (format.md, 2026-11-22). */
export const SKIP_LABELS: Readonly<Record<string, SkipLabel>> = {
  'contains CAPTCHAs': { sentence: 'The image shows a CAPTCHA, which may not be trained on.', help: POLICY_HELP },
  'contains people': { sentence: 'The image shows people, who may not be trained on.', help: POLICY_HELP },
  'contains faces': { sentence: 'The image shows faces, which may not be trained on.', help: POLICY_HELP },
  'contains children': { sentence: 'The image shows children, who may not be trained on.', help: POLICY_HELP },
  'inaccessible URL': {
    rule: 'url-unreachable',
    sentence: 'The vendor could not load the image from its address.',
    help: 'Put the image into the file as a data URL, or on a server that anyone can reach.',
  },
  'image too large': {
    rule: 'image-too-large',
    sentence: 'The image has more bytes than the vendor takes.',
    help: 'Make it smaller or lower its quality.',
  },
  'invalid image format': {
    rule: 'unsupported-format',
    sentence: 'The image is of a format that the vendor does not train on, or it is broken.',
    help: 'Convert it to a JPEG or PNG in RGB.',
  },
};

const named = Object.keys(SKIP_LABELS).join('|');

/** Any of the labels, as a part of a pattern; some vendors change the case. */
export const ANY_LABEL = `(?:${named})`;

/** The label as it stands in the table; what a vendor has come up with since stays as it is said. */
export function labelOf(said: string): string {
  return Object.keys(SKIP_LABELS).find((label) => label.toLowerCase() === said.toLowerCase()) ?? said;
}

/** `inaccessible URL (3124), contains people` as labels with their counts. */
export function reasonsOf(said: string): { label: string; count?: number }[] {
  return said.split(/[,;]/).flatMap((part) => {
    const match = /^\s*(?:and )?(?<label>[^()]+?)\s*(?:\((?<count>\d+)\))?\s*$/.exec(part);
    const { label, count }: Groups = match?.groups ?? {};
    return label ? [{ label: labelOf(label), ...(count !== undefined && { count: Number(count) }) }] : [];
  });
}
