import type { Rating } from '../../../src/evaluate/run.ts';

/** What a user has rated in the dataset page's fake host. */
export class FakeRatings {
  private readonly ratings = new Map<string, Rating>();

  rate(run: number, exampleId: number, rating: Rating | null): void {
    if (rating === null) this.ratings.delete(`${run} ${exampleId}`);
    else this.ratings.set(`${run} ${exampleId}`, rating);
  }

  /** As a part of the view of a prediction. */
  of(run: number, exampleId: number): { ownRating?: Rating } {
    const ownRating = this.ratings.get(`${run} ${exampleId}`);
    return ownRating ? { ownRating } : {};
  }
}
