import type { Fix } from './fix.ts';

/** Of the file as a whole, and of its lines before they are examples. */
export const FILE_FIXES: Readonly<Record<string, Fix>> = {
  'json-array-file': {
    of: 'file',
    label: 'Write one example on each line',
    safe: true,
    why: 'The values stay as they are written; only brackets, commas and line breaks around them go.',
  },
  'byte-order-mark': {
    of: 'line',
    label: 'Remove the byte order mark',
    safe: true,
    why: 'The mark is no part of any example.',
    mend: (line) => [line.replace(/^\ufeff/, '')],
  },
  'blank-line': {
    of: 'line',
    label: 'Remove the blank line',
    safe: true,
    why: 'A blank line holds nothing.',
    mend: () => [],
  },
  'duplicate-example': {
    of: 'line',
    label: 'Remove the duplicate',
    safe: true,
    why: 'The first of the equal examples stays.',
    acrossLines: true,
    mend: () => [],
  },
};
