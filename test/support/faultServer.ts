import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface SeenRequest {
  /** From 1, over all requests. */
  number: number;
  method: string;
  /** With `/v1`, without the query. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  headers: IncomingHttpHeaders;
  /** The body as it was sent. */
  text: string;
  /** The body as JSON; `undefined` when it is none. */
  json: unknown;
}

export type Fault =
  /** An error answer, with the vendor's body. */
  | { status: number; message?: string; code?: string; headers?: Record<string, string> }
  /** The connection breaks before any answer. */
  | 'reset'
  /** The connection breaks in the middle of the body. */
  | 'cut off'
  /** 200 with a body that is not JSON. */
  | 'not json'
  /** No answer at all, until the client gives up. */
  | 'stall'
  /** The request is carried out, and the connection breaks before the answer. */
  | 'answer lost'
  /** The request is carried out, and nothing is answered until the client gives up. */
  | 'carried out, not answered';

export interface FaultServer {
  baseURL: string;
  /** Every request so far, oldest first. */
  requests: SeenRequest[];
  close(): Promise<void>;
}

/**
 * An HTTP server on 127.0.0.1 that fails as it is told.
 * @param reply JSON of a good answer, or what it will be
 * @param fault what goes wrong with a request; nothing when it gives `undefined`
 * @param arriving told of a request, `POST /v1/files`, before its body is here
 */
export async function startFaultServer(
  reply: (request: SeenRequest) => unknown,
  fault: (request: SeenRequest) => Fault | undefined = () => undefined,
  arriving: (request: string) => void = () => undefined,
): Promise<FaultServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((message, response) => {
    const pieces: Buffer[] = [];
    arriving(`${message.method ?? ''} ${message.url ?? ''}`);
    message.on('data', (piece: Buffer) => pieces.push(piece));
    message.on('end', () => {
      const url = new URL(message.url ?? '/', 'http://127.0.0.1');
      const text = Buffer.concat(pieces).toString('utf8');
      const request: SeenRequest = {
        number: requests.length + 1,
        method: message.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        authorization: message.headers.authorization,
        headers: message.headers,
        text,
        json: parsed(text),
      };
      requests.push(request);
      const failure = fault(request);
      if (failure === undefined)
        void Promise.resolve(reply(request)).then((answer) => {
          sendReply(response, answer);
        });
      else {
        if (failure === 'answer lost' || failure === 'carried out, not answered') reply(request);
        fail(response, failure);
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Text, as files have it, or JSON. */
function sendReply(response: ServerResponse, answer: unknown): void {
  if (answer instanceof NotServed) send(response, 404, JSON.stringify({ error: { message: answer.message } }));
  else if (typeof answer === 'string') send(response, 200, answer);
  else send(response, 200, JSON.stringify(answer));
}

/** What a reply is where there is nothing. */
export class NotServed {
  readonly message: string;

  constructor(message = 'Not found.') {
    this.message = message;
  }
}

/** The JSON of a chat completion that says `text`. */
export function completion(text: string, model = 'test-model') {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105 },
  };
}

function fail(response: ServerResponse, failure: Fault): void {
  if (failure === 'stall' || failure === 'carried out, not answered') return;
  if (failure === 'reset' || failure === 'answer lost') response.socket?.resetAndDestroy();
  else if (failure === 'not json') send(response, 200, '<html>gateway</html>');
  else if (failure === 'cut off') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 500 });
    response.write('{"id": "chatcmpl-1", "choi', () => response.socket?.destroy());
  } else {
    const { status, message = 'Something went wrong.', code = null, headers } = failure;
    const error = { message, type: 'error', param: null, code };
    send(response, status, JSON.stringify({ error }), headers);
  }
}

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
