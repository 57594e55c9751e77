import { count, NUMBERS, type Wording } from './explanation.ts';
import { ANY_LABEL, labelOf, reasonsOf, SKIP_LABELS } from './skipLabels.ts';

const NOTHING = 'Nothing has to be done.';

/** `inaccessible URL: 3,124, contains people`. */
const inWords = (reasons = ''): string =>
  reasonsOf(reasons)
    .map(({ label, count: many }) => (many === undefined ? label : `${label}: ${many.toLocaleString('en')}`))
    .join(', ');

/** What a job says of examples it leaves out. */
export const SKIPS: readonly Wording[] = [
  {
    pattern:
      /contains (?<skipped>\d+) examples? with images that were skipped for the following reasons: (?<reasons>[^.]{1,400})\.(?:.{0,600}?Using (?<used>\d+) examples? from training file)?/gi,
    sentence: ({ skipped, used, reasons }) =>
      `${count(skipped)} examples were left out because of their images (${inWords(reasons)})${used === undefined ? '' : `, and the job trains on the other ${count(used)}`}; the vendor does not say which.`,
    help: 'Remove the images that the policy excludes, or train on what is left.',
  },
  {
    pattern:
      /Number of skipped multimodal examples exceed the maximum allowed (?<most>\d+) limit: (?<reasons>[^.]{1,400})/gi,
    sentence: ({ most, reasons }) =>
      `More than ${count(most)} examples would be left out because of their images (${inWords(reasons)}), and Azure then fails the job.`,
    help: 'Mend or remove these examples; Azure names samples of their lines only.',
  },
  {
    pattern: new RegExp(`(?<label>${ANY_LABEL}): Line numbers --> (?<lines>${NUMBERS})`, 'gi'),
    sentence: ({ label = '' }) => SKIP_LABELS[labelOf(label)]?.sentence ?? '',
    help: ({ label = '' }) => SKIP_LABELS[labelOf(label)]?.help ?? '',
  },
  {
    pattern: /(?<label>[\w ]{1,60}): Line numbers --> (?<lines>\d+(?:, ?\d+)*)/gi,
    sentence: ({ label = '' }) => `These examples were left out: ${label.trim()}.`,
    help: 'Look at these examples.',
  },
  {
    pattern: new RegExp(`\\b(?<label>${ANY_LABEL})\\b`, 'gi'),
    sentence: ({ label = '' }) => SKIP_LABELS[labelOf(label)]?.sentence ?? '',
    help: ({ label = '' }) => SKIP_LABELS[labelOf(label)]?.help ?? '',
  },
];

/** What a job says while all goes well. */
export const NORMAL_EVENTS: readonly Wording[] = [
  {
    pattern: /Created fine-tuning job/gi,
    sentence: 'The job was created and waits for its files to be checked.',
    help: NOTHING,
    normal: true,
  },
  {
    pattern: /Validating (?<which>training|validation) file/gi,
    sentence: ({ which = 'training' }) => `The vendor checks the ${which} file.`,
    help: NOTHING,
    normal: true,
  },
  {
    pattern: /Files validated, moving job to queued state/gi,
    sentence: 'The files are accepted, and the job waits for its turn.',
    help: NOTHING,
    normal: true,
  },
  { pattern: /Fine-tuning job started/gi, sentence: 'Training has begun.', help: NOTHING, normal: true },
  {
    pattern: /Step (?<step>\d+)(?:\/(?<steps>\d+))?: training loss=(?<loss>[\d.]{1,20})/gi,
    sentence: ({ step, steps, loss = '' }) =>
      `Step ${count(step)}${steps === undefined ? '' : ` of ${count(steps)}`} is done, with a training loss of ${loss.replace(/\.$/, '')}.`,
    help: NOTHING,
    normal: true,
  },
  {
    pattern: /New fine-tuned model created(?:: (?<model>ft:[\w.:-]{1,200}))?/gi,
    sentence: ({ model }) => `The tuned model is ready${model === undefined ? '' : `: ${model}`}.`,
    help: 'Evaluate it with this name.',
    normal: true,
  },
  {
    pattern: /The job has successfully completed/gi,
    sentence: 'The job is done.',
    help: 'Evaluate the tuned model against its base model.',
    normal: true,
  },
];
