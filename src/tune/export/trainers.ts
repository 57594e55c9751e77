import { fireworks } from './fireworks.ts';
import { llamaFactory } from './llamaFactory.ts';
import { msSwift } from './msSwift.ts';
import { together } from './together.ts';
import type { Trainer, TrainerId } from './trainer.ts';
import { trl } from './trl.ts';

/** Everybody that trains on exported data. */
export const TRAINERS: Readonly<Record<TrainerId, Trainer>> = {
  together,
  fireworks,
  trl,
  'llama-factory': llamaFactory,
  'ms-swift': msSwift,
};
