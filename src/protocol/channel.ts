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

/** What an error becomes on its way; JSON would make an empty object of it. */
interface Failure {
  name: string;
  message: string;
}

/** VS Code carries what it and a page say to each other as JSON: errors of answers arrive as errors all the same. */
export function withErrors(channel: Channel): Channel {
  return {
    post: (message) => {
      const e = isMessage(message) ? message.e : undefined;
      const failure = e instanceof Error ? ({ name: e.name, message: e.message } satisfies Failure) : undefined;
      channel.post(failure ? { ...(message as object), e: failure } : message);
    },
    listen: (receive) => {
      channel.listen((message) => {
        const e = isMessage(message) ? message.e : undefined;
        const failed = isMessage(message) && isFailure(e);
        receive(failed ? { ...message, e: Object.assign(new Error(e.message), { name: e.name }) } : message);
      });
    },
  };
}

/** Other parts of VS Code post to a page too. */
const isMessage = (message: unknown): message is { e?: unknown } => typeof message === 'object' && message !== null;

const isFailure = (e: unknown): e is Failure =>
  typeof e === 'object' && e !== null && !(e instanceof Error) && 'message' in e && 'name' in e;
