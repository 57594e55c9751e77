import type { ExampleFacts, LineFacts } from './lineFacts.ts';
import type { LintedImage } from './lintedImage.ts';
import type { ImageSet } from './imageSet.ts';

/** Where an image stands. */
export interface Standing {
  image: LintedImage;
  facts: LineFacts;
}

interface Shown {
  first: Standing;
  second?: Standing;
  /** Examples that show it, and the last of them. */
  examples: number;
  last: LineFacts;
}

/**
 * Images that stand before the last question of examples. Those that all examples share are few-shot images, which
 * belong to none of them.
 */
export class FewShotImages {
  private readonly images: ImageSet;
  private readonly shown = new Map<string, Shown>();
  private examples = 0;

  constructor(images: ImageSet) {
    this.images = images;
  }

  add(facts: LineFacts, { before }: ExampleFacts): void {
    this.examples++;
    for (const images of before) for (const image of images) this.addImage(facts, image);
  }

  private addImage(facts: LineFacts, image: LintedImage): void {
    const id = this.images.idOf(image);
    if (id === undefined) return;
    const known = this.shown.get(id);
    if (!known) this.shown.set(id, { first: { image, facts }, examples: 1, last: facts });
    else if (known.last !== facts) {
      known.second ??= { image, facts };
      known.examples++;
      known.last = facts;
    }
  }

  /** Those that some examples have and others have not, and where they stand first and second. */
  *unshared(): Generator<{ id: string; first: Standing; second: Standing | undefined }> {
    for (const [id, { first, second, examples }] of this.shown)
      if (examples < this.examples || this.examples === 1) yield { id, first, second };
  }
}
