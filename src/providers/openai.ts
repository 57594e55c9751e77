import type { ProviderProfile, Sourced } from './profile.ts';

const DATE = '2026-11-22';
const VISION = 'https://platform.openai.com/docs/guides/vision-fine-tuning';
const FILES = 'https://platform.openai.com/docs/api-reference/files/create';
const UPLOADS = 'https://platform.openai.com/docs/api-reference/uploads/create';
const TUNING = 'https://platform.openai.com/docs/guides/supervised-fine-tuning';
const PRICES = 'https://platform.openai.com/docs/pricing';
const BATCH = 'https://platform.openai.com/docs/guides/batch';
const BATCH_FILES = 'https://platform.openai.com/docs/api-reference/batch/create';
const DEPRECATIONS = 'https://platform.openai.com/docs/deprecations';

const documented = <T>(value: T, source = VISION): Sourced<T> => ({ value, source, date: DATE, grade: 'A' });

/** OpenAI's own service. */
export const openai: ProviderProfile = {
  id: 'openai',
  name: 'OpenAI',
  baseURL: 'https://api.openai.com/v1',
  keyVariable: 'OPENAI_API_KEY',
  jobs: true,
  jobMetadata: true,
  jobPauses: true,
  jobPage: documented('https://platform.openai.com/finetune/{id}', TUNING),
  batch: {
    requests: documented(50_000, BATCH_FILES),
    bytes: documented(200_000_000, BATCH_FILES),
    discount: documented(0.5, BATCH),
  },
  closing: documented('2027-01-06', DEPRECATIONS),
  limits: {
    minExamples: documented(10, TUNING),
    maxImageExamples: documented(50_000),
    imagesPerExample: documented(10),
    imageBytes: {
      warn: documented(10_000_000),
      // The page says 10 MB and not which; between the two readings we only warn.
      error: { value: 10_485_760, source: VISION, date: DATE, grade: 'C' },
    },
    imageFormats: documented(['jpeg', 'png', 'webp']),
    // "RGB or RGBA"; what happens to others is not said
    colorModes: { value: ['RGB', 'RGBA'], source: VISION, date: DATE, grade: 'C' },
    imageSources: documented(['data', 'http']),
    details: documented(['low', 'high', 'auto']),
    fileBytes: [
      { route: 'Files API', ...documented(512 * 1024 ** 2, FILES) },
      { route: 'Uploads API', ...documented(8 * 1024 ** 3, UPLOADS) },
    ],
    trainingContext: documented(65_536, TUNING),
  },
  models: [
    {
      id: 'gpt-4o-2024-08-06',
      trainingPrice: documented(25, PRICES),
      imageTokens: { kind: 'tile', base: 85, tile: 170 },
      shutdown: documented('2027-01-14', DEPRECATIONS),
    },
    {
      id: 'gpt-4o-mini-2024-07-18',
      trainingPrice: documented(3, PRICES),
      imageTokens: { kind: 'tile', base: 2833, tile: 5667 },
    },
    {
      id: 'gpt-4.1-2025-04-14',
      trainingPrice: documented(25, PRICES),
      imageTokens: { kind: 'tile', base: 85, tile: 170 },
    },
    {
      id: 'gpt-4.1-mini-2025-04-14',
      trainingPrice: documented(5, PRICES),
      imageTokens: { kind: 'patch', cap: 1536, factor: 1.62 },
    },
    {
      id: 'gpt-4.1-nano-2025-04-14',
      trainingPrice: documented(1.5, PRICES),
      imageTokens: { kind: 'patch', cap: 1536, factor: 2.46 },
    },
  ],
};
