import { textOf, type Example } from '../../dataset/example.ts';

/** The reference answer that stands in the line itself: the text of its final assistant message. */
export function labelIn(example: Example | { kind: 'long' }): { text: string; path: string } | undefined {
  if (example.kind !== 'chat') return undefined;
  const last = example.messages.at(-1);
  const texts = last?.role === 'assistant' ? last.parts.filter(({ type }) => type === 'text') : [];
  const [only] = texts;
  return last && only?.type === 'text' && texts.length === 1 ? { text: textOf(last), path: only.path } : undefined;
}
