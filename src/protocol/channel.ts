import { createBirpc } from 'birpc';

/** How the two ends reach each other: a webview's messages, a worker's port. */
export interface Channel {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

/** Only functions that return promises: every call is answered, errors included. */
export type Methods<T> = { [K in keyof T]: (...args: never[]) => unknown };

/** A call's answer as it crosses; `e` is the error. */
interface Answer {
  e?: unknown;
}

const isAnswer = (message: unknown): message is Answer => typeof message === 'object' && message !== null;

/** A webview's messages are JSON, in which an error would be an empty object: it crosses as what is said of it. */
function pack(message: unknown): unknown {
  if (!isAnswer(message) || !(message.e instanceof Error)) return message;
  const { name, message: said, stack } = message.e;
  return { ...message, e: { name, message: said, stack } };
}

function unpack(message: unknown): unknown {
  if (!isAnswer(message) || typeof message.e !== 'object' || message.e === null) return message;
  const { message: said } = message.e as { message?: unknown };
  return { ...message, e: Object.assign(new Error(String(said)), message.e) };
}

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
    serialize: pack,
    deserialize: unpack,
    timeout: -1,
    bind: 'functions',
  });
}
