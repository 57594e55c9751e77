import { isObject } from '../dataset/jsonObject.ts';
import { MAX_LINE_BYTES } from '../dataset/lineIndex.ts';
import { fileMegabytes } from './fileSize.ts';
import { EXPECTED_JSONL, JSON_LINES, OWN_OPINION, TUNING_GUIDE, USERS_LOGS } from './bases.ts';
import type { Rule } from './rule.ts';

/** Lines before they are examples. */
export const LINE_RULES: readonly Rule[] = [
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
        facts({ utf8 }, report) {
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
        facts({ carriageReturn }, report) {
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
          `This line has ${fileMegabytes(tooLong)} and was not looked into: lines are read up to ${fileMegabytes(MAX_LINE_BYTES)}.`,
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
    start: ({ file }) => ({
      facts({ sameAs }, report) {
        if (sameAs !== undefined)
          report(
            '',
            `This example is the same as line ${sameAs}.`,
            'Remove one of them, unless it is meant to count twice.',
            { related: [{ file, line: sameAs }] },
          );
      },
    }),
  },
  {
    id: 'duplicate-key',
    family: 'file',
    severity: 'warning',
    title: 'A key that stands twice',
    basis: { source: 'https://www.rfc-editor.org/rfc/rfc8259#section-4', date: '2026-11-22', grade: 'A' },
    start: () => ({
      line(line, report) {
        for (const { path, key } of line.duplicateKeys())
          report(
            path,
            `The key "${key.slice(0, 80)}" stands twice in the same object; only its last value counts.`,
            'Remove one of them.',
          );
      },
    }),
  },
];
