import { questionAndAnswer, readMessages, textOf } from '../../dataset/example.ts';
import { isObject } from '../../dataset/jsonObject.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * A line of another training file as a row: `image` of its last user message (a list where it shows several),
 * `question`, the text of that message, `answer`, the text of the assistant message behind it, and `system`. What the
 * line has besides stays; its examples before the question do not.
 * @returns the line as it is when it has no messages
 */
export function trainingRow(line: Values): Values {
  const { messages: list, ...others } = line;
  if (!Array.isArray(list) || !list.every(isObject)) return line;
  const messages = readMessages(list, '/messages');
  const { user, question, answer } = questionAndAnswer(messages);
  const images = (user?.parts ?? []).flatMap((part) => (part.type === 'image' ? [part.url] : []));
  const system = messages.filter(({ role }) => role === 'system').map(textOf);
  return {
    ...others,
    image: images.length === 1 ? images[0] : images.length === 0 ? null : images,
    question,
    answer: answer ?? null,
    system: system.join('\n'),
  };
}
