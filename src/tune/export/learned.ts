import type { Turn } from './conversation.ts';

/** Which answers are to be learned, over all examples: some trainers can leave out all but the last of each example. */
export class Learned {
  /** Answers of weight 0. */
  unlearned = 0;
  private several = false;
  private lastAlone = true;

  add(turns: readonly Turn[]): void {
    const answers = turns.filter(({ role }) => role === 'assistant');
    const last = answers.at(-1);
    const others = answers.slice(0, -1);
    this.unlearned += answers.filter(({ weight }) => weight === 0).length;
    if (others.length > 0) this.several = true;
    if (last?.weight === 0 || others.some(({ weight }) => weight !== 0)) this.lastAlone = false;
  }

  /** Whether leaving out all but the last answer is what every example asks for, and some do. */
  get lastOnly(): boolean {
    return this.several && this.lastAlone;
  }
}
