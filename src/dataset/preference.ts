import { readMessages, type LooseMessage } from './example.ts';
import { isObject } from './jsonObject.ts';

/** The two outputs of a preference (DPO) line: the one to be preferred and the other one. */
export type PreferenceSection = 'preferred' | 'nonPreferred';

/** A preference line, `{ input: { messages }, preferred_output, non_preferred_output }`, as the messages in it. */
export interface Preference {
  input: LooseMessage[];
  preferred: LooseMessage[];
  nonPreferred: LooseMessage[];
  value: Record<string, unknown>;
}

/** Reads a preference line; `undefined` for any other value. The outputs are lists of messages, or one message. */
export function readPreference(value: unknown): Preference | undefined {
  if (!isObject(value) || !('preferred_output' in value) || !isObject(value['input'])) return undefined;
  const { messages } = value['input'];
  if (!Array.isArray(messages)) return undefined;
  return {
    input: readMessages(messages, '/input/messages'),
    preferred: readMessages(value['preferred_output'], '/preferred_output'),
    nonPreferred: readMessages(value['non_preferred_output'], '/non_preferred_output'),
    value,
  };
}

/** All messages of a preference line, as they are read. */
export const messagesOfPreference = ({ input, preferred, nonPreferred }: Preference): LooseMessage[] => [
  ...input,
  ...preferred,
  ...nonPreferred,
];
