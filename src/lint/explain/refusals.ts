import { amount } from '../../dataset/amounts.ts';
import { count, NUMBERS, type Wording } from './explanation.ts';

/** What vendors refuse, the most specific first: format.md, "Errors vendors return" (2026-11-22). */
export const REFUSALS: readonly Wording[] = [
  {
    pattern: /(?:has|found) (?<have>\d+) example(?:\(s\)|s)?,? but must have at least (?<least>\d+) examples?/gi,
    code: 'invalid_n_examples',
    rule: 'too-few-examples',
    sentence: ({ have, least }) =>
      `The file has ${have === undefined ? 'too few examples' : amount(Number(have), 'example')}, and the vendor trains on ${count(least, '10')} at least.`,
    help: ({ have, least }) =>
      have && least ? `Add at least ${amount(Number(least) - Number(have), 'more example')}.` : 'Add examples.',
  },
  {
    pattern: /Expected file to have JSONL format[^.]{0,120}\. Line starts with: ?(?:\\ufeff|\ufeff)/gi,
    rule: 'byte-order-mark',
    sentence: 'A byte order mark before the first line made it unreadable.',
    help: 'Save the file as UTF-8 without a byte order mark.',
  },
  {
    pattern: /Expected file to have JSONL format(?:[^.]{0,120}\.)?(?: Line starts with:[^.]{0,80})?/gi,
    rule: 'json-array-file',
    sentence:
      'A line is not a JSON object by itself: the file is one JSON array or pretty-printed, or begins with a byte order mark.',
    help: 'Write each example on one line of its own, in UTF-8 without a byte order mark.',
  },
  {
    pattern:
      /Example (?<lines>\d+) cannot be parsed(?:\. Error: line contains invalid json:.{0,200}?(?:\(char (?<char>\d+)\)|\.\.\.)(?: \(line \d+\))?)?/gi,
    rule: 'not-json',
    sentence: ({ lines, char }) =>
      `Line ${count(lines)} is not JSON${char === undefined ? '' : `; the fault is near its character ${count(String(Number(char) + 1))}`}.`,
    help: 'Mend the JSON at this place, or remove the line.',
  },
  {
    pattern: /Line (?<lines>\d+), message (?<message>\d+), key "(?<key>content)": Input should be a valid string/gi,
    rule: 'tool-content-not-string',
    sentence: ({ lines, message }) =>
      `In line ${count(lines)} the content of message ${count(message)} has to be a string, and is a list of parts.`,
    help: 'Write the result of the tool as one text.',
  },
  {
    pattern:
      /(?:Line|Example) (?<lines>\d+), key "(?<key>messages)": At least one message must be from the assistant/gi,
    rule: 'no-assistant',
    sentence: ({ lines }) => `Line ${count(lines)} has no answer: no message is from the assistant.`,
    help: 'Add the answer the model should learn.',
  },
  {
    pattern:
      /(?:Line|Example) (?<lines>\d+), message (?<message>\d+),? Discriminator ["']role["'] is missing in value/gi,
    rule: 'missing-role',
    sentence: ({ lines, message }) => `In line ${count(lines)}, message ${count(message)} has no role.`,
    help: 'Add "role": system, user or assistant.',
  },
  {
    pattern:
      /in the (?<format>[\w-]+) format, but the specified fine-tuning job is not using ["']?(?<wanted>\w+)["']? as the training method(?: \(provided method=(?<method>\w+)\))?/gi,
    sentence: ({ format, wanted, method }) =>
      `The file is in the ${format ?? 'other'} format, which the method ${wanted ?? 'supervised'} trains on; the job asked for ${method ?? 'another one'}.`,
    help: 'Create the job with the method that belongs to the file, or send a file of the other format.',
  },
  {
    pattern: /Unexpected file format, expected either prompt\/completion pairs or chat messages/gi,
    rule: 'missing-messages',
    sentence: 'Lines of the file hold no list of messages.',
    help: 'Write each example as {"messages": [{"role": ..., "content": ...}, ...]}.',
  },
  {
    pattern: new RegExp(
      String.raw`Images at (?:examples?|lines?) (?<lines>${NUMBERS}) violate (?:our|the) usage polic(?:y|ies)`,
      'gi',
    ),
    rule: 'validation-violates-policy',
    sentence: 'Images of these examples violate the usage policy; in a validation file one such image fails the job.',
    help: 'Remove these examples from the file and create the job again.',
  },
  {
    pattern: new RegExp(
      String.raw`(?:failed moderation safety checks.{0,600}?)?Flagged lines: ?(?<lines>${NUMBERS})`,
      'gi',
    ),
    sentence: 'The text of these examples did not pass the vendor’s moderation.',
    help: 'Look at these examples, and remove or reword what offends.',
  },
  {
    pattern: /failed moderation safety checks/gi,
    sentence: 'The text of the file did not pass the vendor’s moderation.',
    help: 'Look for texts that may offend, and remove or reword them.',
  },
  {
    pattern: /the job failed due to an unsafe (?:training|validation) file/gi,
    code: 'unsafe_file',
    sentence: 'Azure’s moderation found harmful content in the file, and does not say where.',
    help: 'Train on halves of the file to find the examples, or ask Azure to review the decision.',
  },
  {
    pattern: /Fine-tuning jobs cannot be created on an? (?<plan>\w+) plan/gi,
    sentence: ({ plan }) => `The organisation is on the ${plan ?? 'free'} plan, which cannot fine-tune.`,
    help: 'Add a way to pay and some credit, or train with another vendor.',
  },
  {
    pattern:
      /winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs/gi,
    code: 'training_not_available',
    sentence: 'OpenAI no longer creates fine-tuning jobs for this organisation; the file is not at fault.',
    help: 'Train the same file on Azure, with another vendor or on your own GPUs; "vision-ft export" writes their formats.',
  },
  {
    pattern:
      /Invalid type for ["']messages\[(?<messageFromZero>\d+)\]\.content\[(?<part>\d+)\]\.image_url["']: expected an object, but got a string instead/gi,
    rule: 'image-url-not-object',
    sentence: ({ messageFromZero }) =>
      `In message ${count(String(Number(messageFromZero) + 1))} "image_url" is a string; it has to be an object that holds the address.`,
    help: 'Write it as {"url": "..."}.',
  },
  {
    pattern:
      /\b(?:Line|Example) (?<lines>\d+)(?:, message (?<message>\d+))?(?:, key "(?<key>[^"]{1,80})")?(?:: (?<reason>[^.]{1,200}))?/g,
    sentence: ({ lines, message, reason }) =>
      `The vendor refuses ${message === undefined ? '' : `message ${count(message)} of `}line ${count(lines)}${reason === undefined ? '' : `: ${reason}`}.`,
    help: 'Look at this place of the file.',
  },
  {
    pattern: /the job failed due to an invalid (?<which>training|validation) file|Invalid file format\b/gi,
    code: 'invalid_training_file',
    general: true,
    sentence: ({ which = 'training' }) => `The vendor could not use the ${which} file.`,
    help: 'Check the file with this linter; what it calls an error is what vendors refuse.',
  },
];
