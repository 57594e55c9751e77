import { NotServed, startFaultServer, type Fault, type FaultServer, type SeenRequest } from './faultServer.ts';

export interface VendorJob {
  id: string;
  status: string;
  model: string;
  created_at: number;
  training_file: string;
  metadata?: Record<string, string> | null;
  fine_tuned_model?: string | null;
  result_files?: string[];
  [key: string]: unknown;
}

/** What stands on the other side: a vendor of files and jobs, whose state a test reads and changes. */
export interface Vendor extends FaultServer {
  files: Map<string, { id: string; status: string; content: string }>;
  /** Newest first, as vendors list them. */
  jobs: VendorJob[];
  /** Newest first; those of every job. */
  events: Record<string, unknown>[];
  checkpoints: Record<string, unknown>[];
  models: Record<string, unknown>[];
  /** What goes wrong from now on. */
  failing: ((request: SeenRequest) => Fault | undefined) | undefined;
  /** How many requests were made to a path, `POST /fine_tuning/jobs`. */
  count(request: string): number;
}

export interface VendorOptions {
  fault?: (request: SeenRequest) => Fault | undefined;
  /** Told of a request, `POST /v1/files`, before its body is here. */
  arriving?: (request: string) => void;
  /** Whether jobs keep their metadata. */
  metadata?: boolean;
}

/** A server with the vendor's endpoints for files, jobs and models that fails as it is told. */
export async function startVendor({ fault, arriving, metadata = true }: VendorOptions = {}): Promise<Vendor> {
  const state: Pick<Vendor, 'files' | 'jobs' | 'events' | 'checkpoints' | 'models'> = {
    files: new Map(),
    jobs: [],
    events: [],
    checkpoints: [],
    models: [],
  };
  const page = <T>(all: readonly T[], query: URLSearchParams) => {
    const from = all.findIndex((each) => (each as { id?: unknown }).id === query.get('after')) + 1;
    const limit = Number(query.get('limit') ?? 20);
    return { object: 'list', data: all.slice(from, from + limit), has_more: from + limit < all.length };
  };
  const create = (body: Record<string, unknown>) => {
    const job: VendorJob = {
      object: 'fine_tuning.job',
      id: `ftjob-${state.jobs.length + 1}`,
      status: 'queued',
      model: String(body['model']),
      created_at: Math.floor(Date.now() / 1000),
      training_file: String(body['training_file']),
      validation_file: body['validation_file'] ?? null,
      user_provided_suffix: body['suffix'] ?? null,
      method: body['method'],
      metadata: metadata ? ((body['metadata'] as Record<string, string> | undefined) ?? null) : null,
      fine_tuned_model: null,
      result_files: [],
    };
    state.jobs.unshift(job);
    return job;
  };
  const upload = (text: string) => {
    const id = `file-${state.files.size + 1}`;
    const file = { id, object: 'file', status: 'processed', content: text };
    state.files.set(id, file);
    return { id, object: 'file', status: 'processed' };
  };
  const failing: Pick<Vendor, 'failing'> = { failing: fault };
  const server = await startFaultServer(
    (request) => {
      const { method, query, text, json } = request;
      const [, , kind = '', second = '', third = '', fourth = ''] = request.path.split('/');
      if (kind === 'files') return method === 'POST' ? upload(text) : fileAt(second, third);
      if (kind === 'models')
        return second === '' ? page(state.models, query) : modelAt(method, decodeURIComponent(second));
      if (kind !== 'fine_tuning') return new NotServed();
      if (method === 'POST' && third === '') return create(json as Record<string, unknown>);
      if (third === '') return page(state.jobs, query);
      return jobAt(third, fourth, query);
    },
    (request) => vendor.failing?.(request),
    arriving,
  );

  const fileAt = (id: string, content: string) => {
    const file = state.files.get(id);
    if (!file) return new NotServed(`No such File object: ${id}`);
    return content === 'content' ? file.content : { id, object: 'file', status: file.status };
  };
  const modelAt = (method: string, id: string) => {
    const at = state.models.findIndex((model) => model['id'] === id);
    if (at < 0) return new NotServed();
    if (method === 'DELETE') state.models.splice(at, 1);
    return method === 'DELETE' ? { id, deleted: true } : state.models[at];
  };
  const jobAt = (id: string, what: string, query: URLSearchParams) => {
    const job = state.jobs.find((each) => each.id === id);
    if (!job) return new NotServed(`No such job: ${id}`);
    if (what === 'events') return page(state.events, query);
    if (what === 'checkpoints') return page(state.checkpoints, query);
    const after = { cancel: 'cancelled', pause: 'paused', resume: 'running' }[what];
    if (after !== undefined) job.status = after;
    return job;
  };
  const vendor: Vendor = Object.assign(state, failing, server, {
    count: (request: string) =>
      server.requests.filter(({ method, path }) => `${method} ${path.replace('/v1', '')}` === request).length,
  });
  return vendor;
}
