import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ImageServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** With its port. */
  host: string;
  port: number;
  /** Every request so far, oldest first. */
  requests: { path: string; headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

export type Reply = (response: ServerResponse) => void;

/** Sends bytes as an image. */
export const sends =
  (bytes: Uint8Array, type = 'image/png'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': type, 'set-cookie': 'seen=1' });
    response.end(bytes);
  };

export const redirects =
  (to: string): Reply =>
  (response) => {
    response.writeHead(302, { location: to });
    response.end();
  };

/** A server of images on 127.0.0.1; what it has no reply for is not found. */
export async function startImageServer(replies: Readonly<Record<string, Reply>>): Promise<ImageServer> {
  const requests: ImageServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const reply = replies[path];
    if (reply) reply(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    requests,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
