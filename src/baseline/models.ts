import { readFile, writeFile } from 'node:fs/promises';
import { profileOf } from '../providers/profiles.ts';
import { DESCRIPTOR_SIZE } from '../images/descriptor.ts';
import { ApiError } from './apiError.ts';
import { Collection } from './collection.ts';
import type { Answerer, TrainingExample } from './learner.ts';
import { nearestAnswerer, trainNearest, type NearestModel } from './nearestNeighbour.ts';
import { priorAnswerer, trainPrior, type PriorModel } from './prior.ts';
import { page, type Route } from './route.ts';

export const BASES = ['prior', 'nearest-neighbour'] as const;
export type Base = (typeof BASES)[number];

export const isBase = (model: string): model is Base => (BASES as readonly string[]).includes(model);

/** As the models endpoint shows it; `owned_by` says what it is. */
export interface ModelRecord {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  base: Base;
  /** The job that trained it. */
  job: string;
}

export const OWNER = 'vision-ft: classical baseline, not a neural model';
/** The day the baselines came to be, in Unix seconds. */
const BASE_CREATED = Date.UTC(2026, 10, 22) / 1000;
/** Trained models kept in memory. */
const LOADED_AT_MOST = 4;

/** What training has found, before it is stored. */
export type Learned = { base: 'prior'; model: PriorModel } | { base: 'nearest-neighbour'; model: NearestModel };

export function train(base: Base, examples: readonly TrainingExample[]): Learned {
  return base === 'prior' ? { base, model: trainPrior(examples) } : { base, model: trainNearest(examples) };
}

export const answererOf = (learned: Learned): Answerer =>
  learned.base === 'prior' ? priorAnswerer(learned.model) : nearestAnswerer(learned.model);

/** Nearest-neighbour examples on disk: the image is a place in the file of descriptors. */
interface StoredNearest {
  examples: { question: string; answer: string; image: number }[];
  weights: NearestModel['weights'];
}

export interface Models {
  records: Collection<ModelRecord>;
  /** 404 for an unknown model. A base model has learnt nothing yet: `undefined`. */
  answerer(id: string): Promise<Answerer | undefined>;
  store(record: ModelRecord, learned: Learned): Promise<void>;
}

export const unknownModel = (id: string): ApiError =>
  new ApiError(404, `The model '${id}' does not exist; there are ${BASES.join(', ')} and what was tuned from them.`, {
    code: 'model_not_found',
    param: 'model',
  });

export function openModels(folder: string): Models {
  const records = new Collection<ModelRecord>(folder);
  const loaded = new Map<string, Promise<Answerer>>();
  return {
    records,
    async answerer(id) {
      if (isBase(id)) return undefined;
      const record = await records.get(id);
      if (!record) throw unknownModel(id);
      const known = loaded.get(id) ?? load(records, record);
      loaded.set(id, known);
      const oldest = loaded.size > LOADED_AT_MOST ? loaded.keys().next().value : undefined;
      if (oldest !== undefined) loaded.delete(oldest);
      return known;
    },
    async store(record, learned) {
      await records.prepare();
      if (learned.base === 'prior') await writeFile(records.path(record.id, 'learned'), JSON.stringify(learned.model));
      else await storeNearest(records, record.id, learned.model);
      await records.put(record);
    },
  };
}

async function storeNearest(
  records: Models['records'],
  id: string,
  { examples, weights }: NearestModel,
): Promise<void> {
  const images = [...new Set(examples.flatMap(({ image }) => (image ? [image] : [])))];
  const places = new Map(images.map((image, place) => [image, place]));
  const stored: StoredNearest = {
    examples: examples.map(({ question, answer, image }) => ({
      question,
      answer,
      image: image ? (places.get(image) ?? -1) : -1,
    })),
    weights,
  };
  const bytes = images.map((image) => Buffer.from(image.buffer, image.byteOffset, image.byteLength));
  await writeFile(records.path(id, 'descriptors'), Buffer.concat(bytes));
  await writeFile(records.path(id, 'learned'), JSON.stringify(stored));
}

async function load(records: Models['records'], { id, base }: ModelRecord): Promise<Answerer> {
  const learned: unknown = JSON.parse(await readFile(records.path(id, 'learned'), 'utf8'));
  if (base === 'prior') return priorAnswerer(learned as PriorModel);
  const { examples, weights } = learned as StoredNearest;
  const bytes = await readFile(records.path(id, 'descriptors'));
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const image = (place: number) =>
    place < 0 ? undefined : numbers.subarray(place * DESCRIPTOR_SIZE, (place + 1) * DESCRIPTOR_SIZE);
  return nearestAnswerer({ examples: examples.map((stored) => ({ ...stored, image: image(stored.image) })), weights });
}

export function modelRoutes({ records }: Models): Route[] {
  const bases = profileOf('baseline').models.map(({ id }) => ({
    id,
    object: 'model',
    created: BASE_CREATED,
    owned_by: OWNER,
  }));
  const find = async (id: string) => {
    const model = bases.find((base) => base.id === id) ?? (await records.get(id));
    if (!model) throw unknownModel(id);
    return model;
  };
  return [
    {
      method: 'GET',
      path: '/models',
      handle: async ({ query }) => ({ json: page([...bases, ...(await records.list())], query, 10_000) }),
    },
    { method: 'GET', path: '/models/:id', handle: async ({ param }) => ({ json: await find(param('id')) }) },
    {
      method: 'DELETE',
      path: '/models/:id',
      async handle({ param }) {
        const { id } = await find(param('id'));
        if (isBase(id)) throw new ApiError(400, `${id} is a base model; only tuned models can be deleted.`);
        await records.delete(id, 'learned', 'descriptors');
        return { json: { id, object: 'model', deleted: true } };
      },
    },
  ];
}
