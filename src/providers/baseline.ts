import { openai } from './openai.ts';
import type { ProviderProfile, Sourced } from './profile.ts';

const own = <T>(value: T): Sourced<T> => ({
  value,
  source: 'src/baseline (the server that comes with this extension)',
  date: '2026-11-22',
  grade: 'A',
});

const { imageBytes, imageFormats, colorModes, details, fileBytes } = openai.limits;

/** The embedded server: accepts what OpenAI accepts, but images must lie in the file or on this machine. */
export const baseline: ProviderProfile = {
  id: 'baseline',
  name: 'the embedded baseline',
  keyVariable: 'VISION_FT_API_KEY',
  jobs: true,
  jobMetadata: true,
  limits: {
    minExamples: own(10),
    imagesPerExample: own(10),
    imageSources: own(['data', 'file']),
    ...(imageBytes && { imageBytes }),
    ...(imageFormats && { imageFormats }),
    ...(colorModes && { colorModes }),
    ...(details && { details }),
    ...(fileBytes && { fileBytes }),
  },
  models: [
    { id: 'prior', trainingPrice: own(0) },
    { id: 'nearest-neighbour', trainingPrice: own(0) },
  ],
};
