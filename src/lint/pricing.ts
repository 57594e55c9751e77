import type { Purpose } from '../dataset/purpose.ts';
import { estimatedEpochs, trainingCost } from '../providers/cost.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts, ProviderProfile } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import type { ModelPrice } from './finding.ts';
import type { LintedImage } from './lintedImage.ts';
import type { LintedExample } from './rule.ts';

/** Tokens of an image by a model's formula. One that cannot be read is skipped by the vendor: it costs nothing. */
export function tokensOfImage(model: ModelFacts | undefined, { address, detail }: LintedImage): number {
  if (address.kind === 'bad') return 0;
  if (address.kind !== 'data') return imageTokensFor(model, undefined, undefined, detail);
  const { width, height } = address.image.facts;
  return width && height ? imageTokensFor(model, width, height, detail) : 0;
}

interface Priced {
  profile: ProviderProfile;
  model: ModelFacts;
  price: number;
  /** Which of the formulas counts its images. */
  formula: number;
  context: number;
  trained: number;
}

/** What training on a file costs with every model whose price is known: its images are counted by each formula. */
export class Pricing {
  private readonly formulas: ModelFacts[] = [];
  private readonly models: Priced[];
  /** Few-shot images stand in every example, and are counted once. */
  private readonly known = new WeakMap<LintedImage, readonly number[]>();

  constructor(profiles: readonly ProviderProfile[] = Object.values(PROFILES)) {
    this.models = profiles.flatMap((profile) =>
      profile.models.flatMap((model): Priced[] => {
        const price = model.trainingPrice?.value;
        if (price === undefined) return [];
        const context = profile.limits.trainingContext?.value ?? Number.POSITIVE_INFINITY;
        return [{ profile, model, price, formula: this.formulaOf(model), context, trained: 0 }];
      }),
    );
  }

  add({ images, tokens }: LintedExample): void {
    const sums = this.formulas.map(() => 0);
    for (const image of images) {
      const counts = this.known.get(image) ?? this.formulas.map((model) => tokensOfImage(model, image));
      this.known.set(image, counts);
      for (const [at, count] of counts.entries()) sums[at] = (sums[at] ?? 0) + count;
    }
    for (const priced of this.models)
      priced.trained += Math.min(tokens.text + (sums[priced.formula] ?? 0), priced.context);
  }

  /** @param examples as the vendor counts them. Only training is paid for. */
  prices(examples: number, purpose: Purpose): ModelPrice[] {
    const epochs = estimatedEpochs(examples);
    return this.models.map(({ profile, model, price, trained }) => ({
      provider: profile.id,
      model: model.id,
      tokens: trained,
      epochs,
      price,
      usd: purpose === 'train' ? trainingCost(trained, epochs, price) : 0,
    }));
  }

  private formulaOf(model: ModelFacts): number {
    const formula = JSON.stringify(model.imageTokens);
    const known = this.formulas.findIndex(({ imageTokens }) => JSON.stringify(imageTokens) === formula);
    return known >= 0 ? known : this.formulas.push(model) - 1;
  }
}
