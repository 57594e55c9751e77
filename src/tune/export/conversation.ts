/** An example in no trainer's words, as an exporter gets it. */
export interface Conversation {
  turns: readonly Turn[];
}

export type TurnRole = 'system' | 'user' | 'assistant';

export interface Turn {
  role: TurnRole;
  parts: readonly TurnPart[];
  /** Of an answer that says it; 0: it is read, not learned. */
  weight?: 0 | 1 | undefined;
}

/** An image is told as the trainer takes it: path inside the exported folder, data URL or web address. */
export type TurnPart = { text: string } | { image: string };

export const isText = (part: TurnPart): part is { text: string } => 'text' in part;

/** Images of a conversation in the order they are met. */
export const imagesOf = ({ turns }: Conversation): string[] =>
  turns.flatMap(({ parts }) => parts.flatMap((part) => (isText(part) ? [] : [part.image])));
