import type { Example, LooseMessage } from '../../dataset/example.ts';
import { messagesOfPreference, readPreference } from '../../dataset/preference.ts';

/** All messages of a line, those of a preference line's input and outputs one after the other. */
export function messagesOf(example: Example | { kind: 'long' }): readonly LooseMessage[] {
  if (example.kind === 'chat') return example.messages;
  const preference = example.kind === 'json' ? readPreference(example.value) : undefined;
  return preference ? messagesOfPreference(preference) : [];
}
