import { isText, type Turn, type TurnPart } from './conversation.ts';

/** Parts as the OpenAI chat format has them, images inside. */
export const chatPart = (part: TurnPart) =>
  isText(part) ? { type: 'text', text: part.text } : { type: 'image_url', image_url: { url: part.image } };

/** One text with `<image>` where images stand; texts that follow each other are lines. */
export function markedText({ parts }: Turn): string {
  return parts.reduce((text, part, at) => {
    if (!isText(part)) return `${text}<image>`;
    const before = parts[at - 1];
    return before && isText(before) ? `${text}\n${part.text}` : text + part.text;
  }, '');
}
