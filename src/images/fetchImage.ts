import { lookup as lookupName } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { whyNotDrawn } from './drawable.ts';
import { inspectImage } from './inspect.ts';
import { isPrivateAddress, isPrivateHost } from './privateAddress.ts';

export type FetchFault =
  /** No http(s) address. */
  | { reason: 'address' }
  | { reason: 'not allowed' }
  /** The host, or one it redirects to, is of this machine or its network. */
  | { reason: 'private'; host: string }
  | { reason: 'status'; host: string; status: number }
  | { reason: 'redirects'; host: string }
  | { reason: 'too large'; host: string; limit: number }
  | { reason: 'too slow'; host: string; seconds: number }
  | { reason: 'no image'; host: string }
  /** It could not be reached: what the network says. */
  | { reason: 'network'; host: string; message: string };

/** Why an image was not fetched; told to the user in one sentence. */
export class FetchError extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault) {
    super(`The image was not fetched: ${JSON.stringify(fault)}.`);
    this.fault = fault;
  }
}

export interface FetchOptions {
  /** Whether the user allowed exactly this host (with its port), though it is not of the public internet. */
  allowsPrivate: (host: string) => boolean;
  /** Addresses of a name. */
  lookup?: (name: string) => Promise<{ address: string; family: number }[]>;
  maxBytes?: number;
  seconds?: number;
}

const MAX_BYTES = 20_000_000;
const MAX_REDIRECTS = 5;
const SECONDS = 20;

export const isWebAddress = ({ protocol }: URL) => protocol === 'https:' || protocol === 'http:';

/**
 * The bytes of an image behind an http(s) address, judged by what they are and not by what the server says: no SVG.
 * Nothing is sent but the request: no cookies, no credentials, no referrer. Every host on the way is resolved once,
 * and that very address is connected to: a name cannot mean another place when it is asked for again.
 * @throws FetchError
 */
export async function fetchImage(address: string, options: FetchOptions): Promise<Uint8Array> {
  const { seconds = SECONDS, maxBytes = MAX_BYTES } = options;
  const signal = AbortSignal.timeout(seconds * 1000);
  let url = parsed(address);
  for (let turn = 0; turn <= MAX_REDIRECTS; turn++) {
    const { host } = url;
    try {
      const response = await ask(url, signal, options);
      const { statusCode: status = 0, headers } = response;
      if (status >= 300 && status < 400 && headers.location !== undefined) {
        response.destroy();
        url = parsed(headers.location, url);
        continue;
      }
      if (status !== 200) {
        response.destroy();
        throw new FetchError({ reason: 'status', host, status });
      }
      const bytes = await bodyOf(response, host, maxBytes);
      const undrawn = whyNotDrawn(inspectImage(bytes));
      if (undrawn === 'unknown' || undrawn === 'program') throw new FetchError({ reason: 'no image', host });
      return bytes;
    } catch (error) {
      if (error instanceof FetchError) throw error;
      if (signal.aborted) throw new FetchError({ reason: 'too slow', host, seconds });
      throw new FetchError({
        reason: 'network',
        host,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
  throw new FetchError({ reason: 'redirects', host: url.host });
}

function parsed(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url || !isWebAddress(url)) throw new FetchError({ reason: 'address' });
  url.username = '';
  url.password = '';
  return url;
}

async function ask(url: URL, signal: AbortSignal, options: FetchOptions): Promise<IncomingMessage> {
  const { host, hostname, protocol } = url;
  const allowed = options.allowsPrivate(host);
  if (!allowed && isPrivateHost(hostname)) throw new FetchError({ reason: 'private', host });
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const resolve = options.lookup ?? ((name: string) => lookupName(name, { all: true }));
  const addresses = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await resolve(bare);
  if (!allowed && addresses.some(({ address }) => isPrivateAddress(address)))
    throw new FetchError({ reason: 'private', host });
  const [first] = addresses;
  if (!first) throw new FetchError({ reason: 'network', host, message: 'no address' });
  const lookup: LookupFunction = (_name, { all }, answer) => {
    if (all) answer(null, addresses);
    else answer(null, first.address, first.family);
  };
  const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'vision-fine-tuning' };
  return new Promise((resolveResponse, reject) => {
    const send = protocol === 'https:' ? requestSecure : requestPlain;
    // a connection of its own: a kept one may lead elsewhere
    send(url, { headers, lookup, signal, agent: false }, resolveResponse).on('error', reject).end();
  });
}

async function bodyOf(response: IncomingMessage, host: string, limit: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let bytes = Number(response.headers['content-length'] ?? 0);
  if (bytes <= limit) {
    bytes = 0;
    for await (const piece of response as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > limit) break;
      pieces.push(piece);
    }
  }
  response.destroy();
  if (bytes > limit) throw new FetchError({ reason: 'too large', host, limit });
  return new Uint8Array(Buffer.concat(pieces));
}
