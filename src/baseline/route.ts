import type { IncomingMessage } from 'node:http';
import { ApiError } from './apiError.ts';

/** The largest JSON body: ten images of 10 MB as base64, and room. */
const JSON_AT_MOST = 256 * 1024 ** 2;

export interface ApiRequest {
  /** The `:name` segments of the route's path. */
  param: (name: string) => string;
  query: URLSearchParams;
  message: IncomingMessage;
  /** The body as JSON; throws 400 for anything else. */
  json(): Promise<unknown>;
}

export type Reply = { json: unknown } | { file: string; bytes: number };

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Behind `/v1`, as `/files/:id`. */
  path: string;
  handle(request: ApiRequest): Promise<Reply>;
}

/** The route of a request and its parameters; 404 and 405 as an `ApiError`. */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  const segments = path.split('/');
  let known = false;
  for (const route of routes) {
    const params = match(route.path.split('/'), segments);
    if (!params) continue;
    known = true;
    if (route.method === method) return { route, params };
  }
  if (known) throw new ApiError(405, `${method} is not possible on /v1${path}.`);
  throw new ApiError(404, `There is no /v1${path} here.`, { code: 'unknown_url' });
}

function match(pattern: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params = new Map<string, string>();
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (part.startsWith(':')) params.set(part.slice(1), decode(segment));
    else if (part !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export async function readJson(message: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > JSON_AT_MOST) throw new ApiError(413, 'The request is too large.');
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new ApiError(400, 'The body of the request is not valid JSON.');
  }
}

/** One page of a list as the client's paginators read it. @param items newest first */
export function page<T extends { id: string }>(items: readonly T[], query: URLSearchParams, defaultLimit: number) {
  const after = query.get('after');
  const from = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0)
    throw new ApiError(400, `There is nothing with the id ${after}.`, { param: 'after' });
  const asked = Number(query.get('limit') ?? defaultLimit);
  const limit = Number.isInteger(asked) && asked > 0 ? asked : defaultLimit;
  const data = items.slice(from, from + limit);
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < items.length,
  };
}
