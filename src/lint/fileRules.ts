import { amount } from '../dataset/amounts.ts';
import { fileMegabytes } from './fileSize.ts';
import { EXPECTED_JSONL, TUNING_GUIDE, USERS_LOGS } from './bases.ts';
import type { Rule } from './rule.ts';

/** The file as a whole. */
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
          const said = `The file has ${fileMegabytes(bytes)}; the ${tooSmall.route} of ${profile.name} takes ${fileMegabytes(tooSmall.value)}.`;
          if (open) report('', said, `Upload it through the ${open.route}.`, { severity: 'warning' });
          else report('', said, 'Use fewer examples or smaller images.');
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
