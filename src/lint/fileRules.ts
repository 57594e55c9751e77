import { amount } from '../dataset/amounts.ts';
import { isObject } from '../dataset/jsonObject.ts';
import { MAX_LINE_BYTES } from '../dataset/lineIndex.ts';
import { JSON_LINES, OWN_OPINION, TUNING_GUIDE, USERS_LOGS } from './bases.ts';
import type { Rule } from './rule.ts';

const EXPECTED_JSONL =
  'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line starts with: ...';

/** Examples that later ones are compared with: some 100 MB of fingerprints. No vendor takes as many. */
const MOST_REMEMBERED = 1_000_000;

/** In the units of the file limits, which are powers of two. */
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;

/** The file as a whole, and its lines before they are examples. */
export const FILE_RULES: readonly Rule[] = [
  {
    id: 'git-lfs-pointer',
    family: 'file',
    severity: 'error',
    title: 'A Git LFS pointer in place of the file',
    basis: { source: 'https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md', date: '2026-11-22', grade: 'A' },
    start: () => ({
      begin({ shape }, report) {
        if (shape === 'git-lfs-pointer')
          report(
            '',
            'This is a Git LFS pointer, not the training file itself.',
            'Run "git lfs pull" to fetch the file.',
          );
      },
    }),
  },
  {
    id: 'json-array-file',
    family: 'file',
    severity: 'error',
    title: 'One JSON array or pretty-printed JSON in place of JSON lines',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      begin({ shape }, report) {
        if (shape === 'array')
          report(
            '',
            `The file is one JSON array or pretty-printed JSON; a training file has one JSON object on each line.${answers(EXPECTED_JSONL)}`,
            'Write each example on one line of its own, without brackets and commas around the lines.',
          );
      },
    }),
  },
  {
    id: 'file-too-large',
    family: 'file',
    severity: 'error',
    title: 'A file over the upload limits',
    basis: TUNING_GUIDE,
    start({ profile }) {
      const routes = profile.limits.fileBytes ?? [];
      return {
        begin({ bytes }, report) {
          const open = routes.find(({ value }) => bytes <= value);
          const tooSmall = routes.findLast(({ value }) => bytes > value);
          if (!tooSmall) return;
          const said = `The file has ${megabytes(bytes)}; the ${tooSmall.route} of ${profile.name} takes ${megabytes(tooSmall.value)}.`;
          if (open) report('', said, `Upload it through the ${open.route}.`, { severity: 'warning' });
          else report('', said, 'Use fewer examples or smaller images.');
        },
      };
    },
  },
  {
    id: 'byte-order-mark',
    family: 'file',
    severity: 'warning',
    title: 'A byte order mark before the first line',
    basis: USERS_LOGS,
    start({ profile, answers }) {
      if (profile.limits.byteOrderMark) return undefined;
      return {
        line({ byteOrderMark }, report) {
          if (byteOrderMark)
            report(
              '',
              `The file begins with a byte order mark, which can make its first line unreadable.${answers(EXPECTED_JSONL)}`,
              'Save the file as UTF-8 without a byte order mark.',
            );
        },
      };
    },
  },
  {
    id: 'not-utf8',
    family: 'file',
    severity: 'error',
    title: 'Bytes that are not UTF-8',
    basis: TUNING_GUIDE,
    start() {
      let said = false;
      return {
        begin({ shape }, report) {
          if (shape === 'utf-16') report('', 'The file is UTF-16 text, not UTF-8.', 'Save the file in UTF-8.');
        },
        line({ utf8 }, report) {
          if (utf8 || said) return;
          said = true;
          report('', 'From this line on the file holds bytes that are not UTF-8.', 'Save the file in UTF-8.');
        },
      };
    },
  },
  {
    id: 'crlf',
    family: 'file',
    severity: 'info',
    title: 'Lines that end with a carriage return',
    basis: JSON_LINES,
    start() {
      let said = false;
      return {
        begin({ shape }, report) {
          if (shape === 'carriage-returns')
            report(
              '',
              'Lines end with a carriage return alone, so that the whole file is one line.',
              'Save the file with LF line ends.',
              { severity: 'error' },
            );
        },
        line({ carriageReturn }, report) {
          if (!carriageReturn || said) return;
          said = true;
          report('', 'From this line on lines end with CR LF.', 'Nothing has to be done; LF alone is usual.');
        },
      };
    },
  },
  {
    id: 'blank-line',
    family: 'file',
    severity: 'warning',
    title: 'A blank line',
    basis: JSON_LINES,
    start: () => ({
      line({ kind }, report) {
        if (kind === 'blank') report('', 'This line is blank; every line has to be a JSON object.', 'Remove the line.');
      },
    }),
  },
  {
    id: 'not-json',
    family: 'file',
    severity: 'error',
    title: 'A line that is not JSON',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      line({ number, broken }, report) {
        if (!broken) return;
        const vendor = answers(
          `Invalid file format. Example ${number} cannot be parsed. Error: line contains invalid json: ... (line ${number})`,
        );
        report(
          '',
          `This line is not JSON: ${broken.message}.${vendor}`,
          'Mend the JSON at this place, or remove the line.',
          {
            column: broken.column,
          },
        );
      },
    }),
  },
  {
    id: 'line-too-long',
    family: 'file',
    severity: 'error',
    title: 'A line too long to be read',
    basis: TUNING_GUIDE,
    start: () => ({
      line({ tooLong }, report) {
        if (tooLong === undefined) return;
        report(
          '',
          `This line has ${megabytes(tooLong)} and was not looked into: lines are read up to ${megabytes(MAX_LINE_BYTES)}.`,
          'Use fewer or smaller images in this example, or see whether line breaks are missing.',
        );
      },
    }),
  },
  {
    id: 'not-an-object',
    family: 'file',
    severity: 'error',
    title: 'A line that is JSON but no object',
    basis: JSON_LINES,
    start: ({ answers }) => ({
      line({ kind, value }, report) {
        if (kind !== 'json' || isObject(value)) return;
        const what = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
        report(
          '',
          `This line is ${what}, not a JSON object.${answers(EXPECTED_JSONL)}`,
          'Write the example as {"messages": [...]}.',
        );
      },
    }),
  },
  {
    id: 'duplicate-example',
    family: 'file',
    severity: 'warning',
    title: 'The same example twice',
    basis: OWN_OPINION,
    start({ file }) {
      const lines = new Map<string, number>();
      return {
        line(line, report) {
          if (line.kind === 'blank' || line.kind === 'broken') return;
          const print = line.fingerprint();
          if (print === undefined) return;
          const first = lines.get(print);
          if (first === undefined) {
            if (lines.size < MOST_REMEMBERED) lines.set(print, line.number);
          } else
            report(
              '',
              `This example is the same as line ${first}.`,
              'Remove one of them, unless it is meant to count twice.',
              {
                related: [{ file, line: first }],
              },
            );
        },
      };
    },
  },
  {
    id: 'too-few-examples',
    family: 'file',
    severity: 'error',
    title: 'Fewer examples than the vendor trains on',
    basis: TUNING_GUIDE,
    start({ profile, purpose, answers }) {
      const least = profile.limits.minExamples?.value;
      if (least === undefined || purpose !== 'train') return undefined;
      return {
        end({ lines }, report) {
          if (lines >= least) return;
          const vendor = answers(`Training file has ${lines} example(s), but must have at least ${least} examples`);
          report(
            '',
            `The file has ${amount(lines, 'example')}; ${profile.name} needs at least ${least}.${vendor}`,
            `Add at least ${least - lines} more.`,
          );
        },
      };
    },
  },
  {
    id: 'too-many-image-examples',
    family: 'file',
    severity: 'error',
    title: 'More examples with images than the vendor trains on',
    basis: TUNING_GUIDE,
    start({ profile }) {
      const most = profile.limits.maxImageExamples?.value;
      if (most === undefined) return undefined;
      return {
        end({ withImages }, report) {
          if (withImages > most)
            report(
              '',
              `${withImages.toLocaleString('en')} examples have images; ${profile.name} takes at most ${most.toLocaleString('en')}.`,
              'Choose a subset of the examples.',
            );
        },
      };
    },
  },
];
