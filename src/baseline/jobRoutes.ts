import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { profileOf } from '../providers/profiles.ts';
import { ApiError } from './apiError.ts';
import { parseBody } from './body.ts';
import { newId, seconds } from './collection.ts';
import type { Files } from './files.ts';
import { newEvent, type Job, type JobRunner, type Jobs } from './jobs.ts';
import { BASES, isBase, unknownModel } from './models.ts';
import { page, type Route } from './route.ts';
import { countLines } from './trainingFile.ts';

const SUFFIX_AT_MOST = 64;
const bodySchema = z.object({
  model: z.string(),
  training_file: z.string(),
  validation_file: z.string().nullish(),
  suffix: z.string().min(1).max(SUFFIX_AT_MOST).nullish(),
  seed: z.int().min(0).nullish(),
  method: z.looseObject({ type: z.string() }).nullish(),
  hyperparameters: z.record(z.string(), z.unknown()).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

export function jobRoutes(jobs: Jobs, files: Files, runner: JobRunner): Route[] {
  return [
    {
      method: 'POST',
      path: '/fine_tuning/jobs',
      async handle(request) {
        const job = await newJob(parseBody(bodySchema, await request.json()), files);
        const created = newEvent({ message: `Created fine-tuning job: ${job.id}` });
        await jobs.records.put({ id: job.id, runner: runner.name, job, events: [created] });
        runner.start(job.id);
        return { json: job };
      },
    },
    {
      method: 'GET',
      path: '/fine_tuning/jobs',
      handle: async ({ query }) => ({
        json: page(
          (await jobs.records.list()).map(({ job }) => job),
          query,
          20,
        ),
      }),
    },
    {
      method: 'GET',
      path: '/fine_tuning/jobs/:id',
      handle: async ({ param }) => ({ json: (await jobs.require(param('id'))).job }),
    },
    {
      method: 'POST',
      path: '/fine_tuning/jobs/:id/cancel',
      handle: async ({ param }) => ({ json: await runner.cancel(param('id')) }),
    },
    {
      method: 'GET',
      path: '/fine_tuning/jobs/:id/events',
      async handle({ param, query }) {
        const { events } = await jobs.require(param('id'));
        return { json: page(events.toReversed(), query, 20) };
      },
    },
    {
      method: 'GET',
      path: '/fine_tuning/jobs/:id/checkpoints',
      async handle({ param, query }) {
        await jobs.require(param('id'));
        // one pass over the data leaves nothing in between
        return { json: page([], query, 10) };
      },
    },
  ];
}

async function newJob(body: z.infer<typeof bodySchema>, files: Files): Promise<Job> {
  const { model, training_file, validation_file, method } = body;
  if (!isBase(model)) {
    if (!model.startsWith('ft:')) throw unknownModel(model);
    throw new ApiError(400, `A tuned baseline cannot be tuned again; start from ${BASES.join(' or ')}.`, {
      param: 'model',
    });
  }
  if (method && method.type !== 'supervised')
    throw new ApiError(400, `The baselines know supervised training only, not '${method.type}'.`, { param: 'method' });
  for (const [param, id] of Object.entries({ training_file, validation_file })) {
    if (id === undefined || id === null) continue;
    const { purpose } = await files.require(id, param);
    if (purpose !== 'fine-tune')
      throw new ApiError(400, `File ${id} has the purpose '${purpose}', not 'fine-tune'.`, { param });
  }
  const least = profileOf('baseline').limits.minExamples?.value ?? 0;
  const examples = await countLines(files.bytesPath(training_file));
  if (examples < least)
    throw new ApiError(400, `Training file has ${examples} example(s), but must have at least ${least} examples`, {
      code: 'invalid_n_examples',
      param: 'training_file',
    });
  const given = z.object({ supervised: z.object({ hyperparameters: z.record(z.string(), z.unknown()) }) });
  const hyperparameters = given.safeParse(method).data?.supervised.hyperparameters ?? body.hyperparameters ?? {};
  return {
    id: newId('ftjob-'),
    object: 'fine_tuning.job',
    created_at: seconds(),
    finished_at: null,
    model,
    fine_tuned_model: null,
    organization_id: 'vision-ft',
    status: 'validating_files',
    training_file,
    validation_file: validation_file ?? null,
    result_files: [],
    hyperparameters,
    method: { type: 'supervised', supervised: { hyperparameters } },
    trained_tokens: null,
    seed: body.seed ?? randomInt(2 ** 31),
    user_provided_suffix: body.suffix ?? null,
    metadata: body.metadata ?? null,
    integrations: [],
    estimated_finish: null,
    error: null,
  };
}
