import { DATASET_FIXES } from './datasetFixes.ts';
import { FILE_FIXES } from './fileFixes.ts';
import type { Fix } from './fix.ts';
import { IMAGE_FIXES } from './imageFixes.ts';
import { IMAGE_PLACE_FIXES } from './imagePlaceFixes.ts';
import { MESSAGE_FIXES } from './messageFixes.ts';

/** The fixes by the ids of their rules, in the order in which they are made: what moves places comes last. */
export const FIXES: ReadonlyMap<string, Fix> = new Map(
  Object.entries({
    ...FILE_FIXES,
    ...MESSAGE_FIXES,
    ...IMAGE_FIXES,
    ...IMAGE_PLACE_FIXES,
    ...DATASET_FIXES,
  }),
);
