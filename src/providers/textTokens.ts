import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** What a message costs beside its role and content (matches the vendor's dashboard). */
export const TOKENS_PER_MESSAGE = 3;

/** Few-shot texts and system prompts stand in every line: a text this short is counted once. */
const REMEMBERED_CHARACTERS = 16_000;
const REMEMBERED_TEXTS = 4096;
const DATA_URL = /data:[a-z]+\/[a-z0-9.+-]+;base64,[a-z0-9+/=]*/gi;
const PLAIN = { disallowedSpecial: new Set<string>() };
/** The tokenizer's time grows with the square of a run without a boundary in it: a longer one is counted in pieces. */
const LONGEST_RUN = 512;
const RUNS = /[\p{L}\p{M}\p{N}]{1,512}|\s{1,512}|[^\s\p{L}\p{M}\p{N}]{1,512}/gu;
const remembered = new Map<string, number>();

/** Tokens of a text in o200k_base. `<|endoftext|>` and its like count as plain text; a data URL inside counts nothing. */
export function textTokens(text: string): number {
  if (text === '') return 0;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const tokens = countPieces(text.includes(';base64,') ? text.replaceAll(DATA_URL, '') : text);
  if (text.length <= REMEMBERED_CHARACTERS) {
    if (remembered.size >= REMEMBERED_TEXTS) remembered.clear();
    remembered.set(text, tokens);
  }
  return tokens;
}

/** Counts a text in pieces where it has runs that are too long; exact where it has none. */
function countPieces(text: string): number {
  let [sum, from] = [0, 0];
  if (text.length > LONGEST_RUN)
    for (const { 0: run, index } of text.matchAll(RUNS))
      if (run.length >= LONGEST_RUN) {
        sum += countTokens(text.slice(from, index + run.length), PLAIN);
        from = index + run.length;
      }
  return sum + countTokens(text.slice(from), PLAIN);
}

/** Tokens of one message without its images: what any message costs, its role, and its texts. */
export function messageTokens(role: string, texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + textTokens(text), TOKENS_PER_MESSAGE + textTokens(role));
}

/** Tokens of the texts of several messages. */
export const messagesTokens = (messages: readonly { role: string; texts: readonly string[] }[]): number =>
  messages.reduce((sum, { role, texts }) => sum + messageTokens(role, texts), 0);
