import { EventEmitter, type Disposable } from 'vscode';
import type { Rating } from '../../evaluate/run.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import type { WorkerClient } from '../workerClient.ts';

/** How the user rated an answer of a run; `null` took the rating back. */
export interface OwnRating {
  folder: string;
  exampleId: number;
  rating: Rating | null;
}

/** The user's own ratings: written to the folder of the run, and told to whatever shows it. */
export class OwnRatings implements Disposable {
  private readonly worker: WorkerClient;
  private readonly rated = new EventEmitter<OwnRating>();
  readonly onDidRate = this.rated.event;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(worker: WorkerClient) {
    this.worker = worker;
  }

  /** Resolves when the rating is on the disk. */
  rate(rating: OwnRating): Promise<void> {
    // one after the other: the last line of an example counts
    const written = this.writing.then(() => this.write(rating));
    this.writing = written.catch(() => undefined);
    return written;
  }

  /** Keeps the runs that stand under a file's examples up to date. */
  follow(model: DatasetModel): void {
    const following = this.onDidRate(({ folder, exampleId, rating }) => {
      model.rated(folder, exampleId, rating);
    });
    model.onDidDispose(() => {
      following.dispose();
    });
  }

  dispose(): void {
    this.rated.dispose();
  }

  private async write(rating: OwnRating): Promise<void> {
    await this.worker.methods.rateAnswer(rating.folder, rating.exampleId, rating.rating);
    this.rated.fire(rating);
  }
}
