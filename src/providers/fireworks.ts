import type { ProviderProfile, Sourced } from './profile.ts';

const VISION = 'https://docs.fireworks.ai/fine-tuning/fine-tuning-vlm';
const documented = <T>(value: T): Sourced<T> => ({ value, source: VISION, date: '2026-11-22', grade: 'A' });

/** Fireworks AI: trains the Qwen-VL family; data is exported for it, jobs are not driven. */
export const fireworks: ProviderProfile = {
  id: 'fireworks',
  name: 'Fireworks AI',
  baseURL: 'https://api.fireworks.ai/inference/v1',
  keyVariable: 'FIREWORKS_API_KEY',
  jobs: false,
  limits: {
    minExamples: documented(3),
    maxExamples: documented(3_000_000),
    imageFormats: documented(['png', 'jpeg']),
    imageSources: documented(['data']),
  },
  models: [],
};
