import { createBirpc } from 'birpc';

/** How the two ends reach each other: a webview's messages, a worker's port. */
export interface Channel {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

/** Only functions that return promises: every call is answered, errors included. */
export type Methods<T> = { [K in keyof T]: (...args: never[]) => unknown };

/**
 * Typed calls over a channel, both ways.
 * @returns the other end's methods; each call resolves with its result or rejects with its error.
 */
export function connect<Remote extends Methods<Remote>, Local extends Methods<Local>>(channel: Channel, local: Local) {
  return createBirpc<Remote, Local>(local, {
    post: (message: unknown) => {
      channel.post(message);
    },
    on: (receive) => {
      channel.listen(receive);
    },
    timeout: -1,
    bind: 'functions',
  });
}
