import { decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import { readMessages, type LooseMessage } from '../dataset/example.ts';
import { inspectImage } from '../images/inspect.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts, ProviderProfile } from '../providers/profile.ts';
import { modelOf } from '../providers/profiles.ts';
import type { CompletionBody } from './completion.ts';
import type { CountTokens, MessageTexts } from './countTokens.ts';
import type { Prediction } from './run.ts';
import { baseModelOf, usdOf, type TokenPrice } from './spending.ts';

/** For models whose formula is not known: a tile model's. What the first answers cost corrects it. */
const ASSUMED: Pick<ModelFacts, 'imageTokens'> = { imageTokens: { kind: 'tile', base: 85, tile: 170 } };
/** Tokens of an answer that nothing bounds, before any is known. */
const ASSUMED_ANSWER = 256;

/** What requests will cost: counted before they are sent, and as dear as the dearest that was answered. */
export class Estimate {
  private readonly facts: Pick<ModelFacts, 'imageTokens'>;
  private readonly price: TokenPrice;
  private readonly countTokens: CountTokens;
  /** Tokens for each that was counted: the most that any answer has shown. */
  private factor = 1;
  private longestAnswer = ASSUMED_ANSWER;
  private learned = false;

  constructor(profile: ProviderProfile | undefined, model: string, price: TokenPrice, countTokens: CountTokens) {
    this.countTokens = countTokens;
    const facts = profile && modelOf(profile, baseModelOf(model));
    this.facts = facts?.imageTokens ? facts : ASSUMED;
    this.price = price;
  }

  /** Tokens of what is sent, as the vendor's formulas count them. */
  async tokens({ messages, tools }: CompletionBody): Promise<number> {
    const read = readMessages(messages, '');
    const texts = read.map(textsOf);
    if (tools) texts.push({ role: '', texts: [JSON.stringify(tools)] });
    const images = read.reduce((sum, message) => sum + this.tokensOfImages(message), 0);
    return images + (await this.countTokens(texts));
  }

  /** USD of a request of so many tokens. @param body whose own bound of the answer counts, where it has one */
  usd(tokens: number, body: CompletionBody): number {
    const answer = boundOf({ ...body }) ?? this.longestAnswer;
    return (tokens * this.factor * this.price.input + answer * this.price.output) / 1_000_000;
  }

  learn(tokens: number, usage: Prediction['usage']): void {
    const known = this.learned ? { factor: this.factor, longest: this.longestAnswer } : { factor: 0, longest: 0 };
    this.learned = true;
    // a server that does not say is believed to cost what was counted
    if (!usage) return;
    this.factor = Math.max(known.factor, tokens > 0 ? usage.prompt_tokens / tokens : 1);
    this.longestAnswer = Math.max(known.longest, usage.completion_tokens);
  }

  /** Whether any answer has shown what one costs. */
  get isLearned(): boolean {
    return this.learned;
  }

  /** What an answer cost; `undefined` where the server does not say. */
  costOf(usage: Prediction['usage']): number | undefined {
    return usdOf(usage, this.price);
  }

  private tokensOfImages({ parts }: LooseMessage): number {
    return parts.reduce(
      (sum, part) => (part.type === 'image' ? sum + this.imageTokens(part.url, part.detail) : sum),
      0,
    );
  }

  private imageTokens(url: string, detail: string | undefined): number {
    const data = parseDataUrl(url);
    const { width, height } = data ? inspectImage(decodeDataUrl(data)) : {};
    return imageTokensFor(this.facts, width, height, detail);
  }
}

const textsOf = ({ role, parts }: LooseMessage): MessageTexts => ({
  role,
  texts: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
});

/** Tokens that an answer may have, under its new name or its old one. */
function boundOf(fields: Record<string, unknown>): number | undefined {
  const bound = fields['max_completion_tokens'] ?? fields['max_tokens'];
  return typeof bound === 'number' ? bound : undefined;
}
