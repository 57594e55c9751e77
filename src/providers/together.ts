import type { ProviderProfile, Sourced } from './profile.ts';

const VISION = 'https://docs.together.ai/docs/fine-tuning-vision';
const documented = <T>(value: T): Sourced<T> => ({ value, source: VISION, date: '2026-11-22', grade: 'A' });

/** Together AI: trains Qwen3-VL, Llama 4 and Gemma 3; data is exported for it, jobs are not driven. */
export const together: ProviderProfile = {
  id: 'together',
  name: 'Together AI',
  baseURL: 'https://api.together.xyz/v1',
  keyVariable: 'TOGETHER_API_KEY',
  jobs: false,
  limits: {
    imagesPerExample: documented(10),
    imageBytes: {
      warn: documented(10_000_000),
      error: { value: 10_485_760, source: VISION, date: '2026-11-22', grade: 'C' },
    },
    imageFormats: documented(['png', 'jpeg', 'webp']),
    imageSources: documented(['data']),
  },
  models: [],
};
