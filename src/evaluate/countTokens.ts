/** The texts of one message. */
export interface MessageTexts {
  role: string;
  texts: string[];
}

/** Text tokens of the messages of a request. The tokenizer is passed in: it is too much to load into the extension host. */
export type CountTokens = (messages: MessageTexts[]) => number | Promise<number>;
