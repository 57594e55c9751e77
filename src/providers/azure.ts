import type { ProviderProfile, Sourced } from './profile.ts';

const DATE = '2026-11-22';
const VISION = 'https://learn.microsoft.com/azure/ai-services/openai/how-to/fine-tuning-vision';
const TUNING = 'https://learn.microsoft.com/azure/ai-services/openai/how-to/fine-tuning';
const QUOTAS = 'https://learn.microsoft.com/azure/ai-services/openai/quotas-limits';
const UPLOADS = 'https://learn.microsoft.com/rest/api/azureopenai/upload-file/start?view=rest-azureopenai-2024-10-21';
const BATCH = 'https://learn.microsoft.com/azure/foundry/openai/how-to/batch';
const BATCH_FILES = 'https://learn.microsoft.com/azure/foundry/reference/rest/batches-create-batch';
const PRICES = 'https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/';

const documented = <T>(value: T, source = VISION): Sourced<T> => ({ value, source, date: DATE, grade: 'A' });

/** Azure OpenAI; its address depends on the user's resource. Hosting a tuned model costs by the hour on top of the training price. */
export const azure: ProviderProfile = {
  id: 'azure',
  name: 'Azure OpenAI',
  keyVariable: 'AZURE_OPENAI_API_KEY',
  jobs: true,
  jobPage: documented('https://ai.azure.com/', TUNING),
  partsVersion: documented('2024-10-21', UPLOADS),
  batch: {
    requests: documented(50_000, BATCH_FILES),
    bytes: documented(200_000_000, BATCH_FILES),
    discount: documented(0.5, BATCH),
  },
  hosts: ['.openai.azure.com', '.cognitiveservices.azure.com', '.services.ai.azure.com'],
  limits: {
    minExamples: documented(10, TUNING),
    maxImageExamples: documented(50_000),
    imagesPerExample: documented(64),
    imageBytes: {
      warn: documented(10_000_000),
      error: { value: 10_485_760, source: VISION, date: DATE, grade: 'C' },
    },
    imageFormats: documented(['jpeg', 'png', 'webp']),
    colorModes: { value: ['RGB', 'RGBA'], source: VISION, date: DATE, grade: 'C' },
    imageSources: documented(['data', 'http']),
    details: documented(['low', 'high', 'auto']),
    byteOrderMark: documented(true, TUNING),
    fileBytes: [
      { route: 'portal', ...documented(200 * 1024 ** 2, QUOTAS) },
      { route: 'Files API', ...documented(512 * 1024 ** 2, QUOTAS) },
      { route: 'Uploads API (1 GB for all files of a resource)', ...documented(1024 ** 3, QUOTAS) },
    ],
    // the Files API takes 512 MB, but requests above about 150 MB fail without a word
    partsFrom: { value: 100_000_000, source: TUNING, date: DATE, grade: 'C' },
    trainingContext: documented(65_536, TUNING),
  },
  models: [
    {
      id: 'gpt-4o-2024-08-06',
      trainingPrice: documented(27.5, PRICES),
      imageTokens: { kind: 'tile', base: 85, tile: 170 },
    },
    { id: 'gpt-4.1-2025-04-14', imageTokens: { kind: 'tile', base: 85, tile: 170 } },
  ],
};
