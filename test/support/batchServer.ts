import {
  completion,
  NotServed,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from './faultServer.ts';

interface Batch {
  id: string;
  input_file_id: string;
  metadata: Record<string, string>;
  status: string;
  output_file_id?: string;
  error_file_id?: string;
  errors?: { data: { message: string }[] };
  request_counts?: { total: number; completed: number; failed: number };
}

interface Asked {
  custom_id: string;
  url: string;
  body: { model: string; messages: unknown[] };
}

export interface BatchServer extends FaultServer {
  /** Oldest first. */
  batches: Batch[];
  /** The requests of each input file. */
  inputs: Map<string, Asked[]>;
  /** How often each example was taken on, by its custom id. */
  taken(): Map<string, number>;
}

export interface BatchServerOptions {
  fault?: (request: SeenRequest) => Fault | undefined;
  /** How often a batch says that it goes on before it has ended. */
  looks?: number;
  /** What becomes of a request; an answer unless said. */
  fate?: (customId: string) => 'answered' | 'refused' | 'expired';
}

/** A server with the vendor's endpoints for batches. */
export async function startBatchServer({ fault, looks = 1, fate }: BatchServerOptions = {}): Promise<BatchServer> {
  const files = new Map<string, string>();
  const inputs = new Map<string, Asked[]>();
  const batches: Batch[] = [];
  const looked = new Map<string, number>();
  const addFile = (text: string) => {
    const id = `file-${files.size + 1}`;
    files.set(id, text);
    return { id, object: 'file', status: 'processed' };
  };
  const finish = (batch: Batch) => {
    const asked = inputs.get(batch.input_file_id) ?? [];
    const of = (wanted: string) => asked.filter(({ custom_id }) => (fate?.(custom_id) ?? 'answered') === wanted);
    const answered = of('answered').map(({ custom_id }) => ({
      custom_id,
      response: { status_code: 200, body: completion(`answer ${custom_id}`) },
      error: null,
    }));
    const refused = of('refused').map(({ custom_id }) => ({
      custom_id,
      response: { status_code: 400, body: { error: { message: 'The image is too large.', code: 'bad' } } },
      error: null,
    }));
    const expired = of('expired').map(({ custom_id }) => ({
      custom_id,
      response: null,
      error: {
        code: 'batch_expired',
        message: 'This request could not be executed before the completion window expired.',
      },
    }));
    const text = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    batch.status = expired.length > 0 ? 'expired' : 'completed';
    // not in the order of the input, as the vendor says
    if (answered.length > 0) batch.output_file_id = addFile(text(answered.toReversed())).id;
    if (refused.length + expired.length > 0) batch.error_file_id = addFile(text([...refused, ...expired])).id;
  };
  const look = (id: string) => {
    const batch = batches.find((each) => each.id === id);
    if (!batch) return new NotServed(`No such batch: ${id}`);
    looked.set(id, (looked.get(id) ?? 0) + 1);
    if (batch.status === 'in_progress' && (looked.get(id) ?? 0) > looks) finish(batch);
    return batch;
  };
  const create = (body: Record<string, unknown>) => {
    const id = `batch_${batches.length + 1}`;
    const input = String(body['input_file_id']);
    const count = inputs.get(input)?.length ?? 0;
    const batch: Batch = {
      id,
      input_file_id: input,
      metadata: body['metadata'] as Record<string, string>,
      status: 'in_progress',
      request_counts: { total: count, completed: 0, failed: 0 },
    };
    batches.push(batch);
    return batch;
  };
  const server = await startFaultServer((request) => {
    const [, , kind, id = '', what] = request.path.split('/');
    if (kind === 'files' && request.method === 'POST') {
      const file = addFile(request.text);
      inputs.set(file.id, requestsIn(request.text));
      return file;
    }
    if (kind === 'files') return what === 'content' ? (files.get(id) ?? new NotServed()) : { id };
    if (kind !== 'batches') return new NotServed();
    if (request.method === 'POST') return create(request.json as Record<string, unknown>);
    return id === '' ? { object: 'list', data: batches.toReversed(), has_more: false } : look(id);
  }, fault);
  const taken = () => {
    const counts = new Map<string, number>();
    for (const { input_file_id } of batches)
      for (const { custom_id } of inputs.get(input_file_id) ?? [])
        counts.set(custom_id, (counts.get(custom_id) ?? 0) + 1);
    return counts;
  };
  return Object.assign(server, { batches, inputs, taken });
}

/** The JSON lines inside a form. */
const requestsIn = (form: string): Asked[] =>
  form.split(/\r?\n/).flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Asked] : []));
