import type { Purpose } from '../dataset/purpose.ts';
import { estimatedEpochs, trainingCost } from '../providers/cost.ts';
import { PROVIDER_IDS, type ModelFacts, type ProviderProfile } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import type { FileReport, ModelCost } from './finding.ts';
import { FORMULAS, formulaOf } from './formulas.ts';
import type { LineFacts } from './lineFacts.ts';

/** Beyond, a vendor cuts an example: what is counted of it for each context length that a vendor has. */
const CONTEXTS = [
  ...new Set(Object.values(PROFILES).map(({ limits }) => limits.trainingContext?.value ?? Number.POSITIVE_INFINITY)),
];

const contextOf = ({ limits }: ProviderProfile) => limits.trainingContext?.value ?? Number.POSITIVE_INFINITY;

/** Sums over the lines of a file. */
export class Totals {
  lines = 0;
  withImages = 0;
  private examples = 0;
  private images = 0;
  private text = 0;
  private readonly image = FORMULAS.map(() => 0);
  /** For each context: text alone, then with the images of each formula. */
  private readonly trained = CONTEXTS.map(() => [0, ...FORMULAS.map(() => 0)]);
  private readonly overContext = CONTEXTS.map(() => [0, ...FORMULAS.map(() => 0)]);

  add({ kind, example }: LineFacts): void {
    if (kind !== 'blank') this.lines++;
    if (kind !== 'blank' && kind !== 'broken') this.examples++;
    if (!example) return;
    const images = example.before.reduce((sum, { length }) => sum + length, example.own.length);
    this.images += images;
    if (images > 0) this.withImages++;
    this.text += example.textTokens;
    example.imageTokens.forEach((tokens, formula) => (this.image[formula] = (this.image[formula] ?? 0) + tokens));
    CONTEXTS.forEach((context, at) => {
      const [trained, over] = [this.trained[at] ?? [], this.overContext[at] ?? []];
      for (let formula = -1; formula < FORMULAS.length; formula++) {
        const tokens = example.textTokens + (example.imageTokens[formula] ?? 0);
        trained[formula + 1] = (trained[formula + 1] ?? 0) + Math.min(tokens, context);
        if (tokens > context) over[formula + 1] = (over[formula + 1] ?? 0) + 1;
      }
    });
  }

  /** @param model whose tokens are told; text alone is counted where its formula is not known */
  report(
    profile: ProviderProfile,
    model: ModelFacts | undefined,
    purpose: Purpose,
  ): Pick<FileReport, 'examples' | 'images' | 'tokens' | 'cost' | 'costs'> {
    const { examples, images, text } = this;
    const formula = model ? formulaOf(model) : -1;
    const image = this.image[formula] ?? 0;
    const overContext = this.overContext[CONTEXTS.indexOf(contextOf(profile))]?.[formula + 1] ?? 0;
    const cost = model && this.cost(profile, model, purpose);
    return {
      examples,
      images,
      tokens: { text, image, total: text + image, overContext },
      ...(cost && {
        cost: { model: cost.model, epochs: cost.epochs, usd: cost.usd, estimate: true as const },
      }),
      costs: PROVIDER_IDS.flatMap((id) =>
        PROFILES[id].models.flatMap((each) => this.cost(PROFILES[id], each, purpose) ?? []),
      ),
    };
  }

  /** `undefined` where the model has no known price. */
  private cost(profile: ProviderProfile, model: ModelFacts, purpose: Purpose): ModelCost | undefined {
    const price = model.trainingPrice?.value;
    if (price === undefined) return undefined;
    const epochs = estimatedEpochs(this.examples);
    const tokens = this.trained[CONTEXTS.indexOf(contextOf(profile))]?.[formulaOf(model) + 1] ?? 0;
    // validation is free, and a test file is never sent
    const usd = purpose === 'train' ? trainingCost(tokens, epochs, price) : 0;
    return { provider: profile.id, model: model.id, tokens, epochs, price, usd };
  }
}
