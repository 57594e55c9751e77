import { EventEmitter } from 'vscode';
import type { Pace } from '../../evaluate/pace.ts';
import type { PredictProgress } from '../../evaluate/predict.ts';

/** How far a run is that this window asks. */
export type Going = PredictProgress & Pace;

const going = new Map<string, Going | undefined>();
const changed = new EventEmitter<string>();

/** The folder of a run that was begun, came further or ended. */
export const onDidChangeUnderWay = changed.event;

/** Whether this window asks for the answers of a run now. */
export const isUnderWay = (folder: string): boolean => going.has(folder);

export const goingOf = (folder: string): Going | undefined => going.get(folder);

/** Notes that a run is worked on until `work` is over; `tell` says how far it is. */
export async function underWay<T>(folder: string, work: (tell: (how: Going) => void) => Promise<T>): Promise<T> {
  const note = (how: Going | undefined) => {
    going.set(folder, how);
    changed.fire(folder);
  };
  note(undefined);
  try {
    return await work(note);
  } finally {
    going.delete(folder);
    changed.fire(folder);
  }
}
