import type { MessageView } from '../../src/protocol/datasetPage.ts';

/** Where the calls of an example get their results, and what each result answers. Messages count from 0. */
export interface CallLinks {
  /** By the id of a call. */
  calls: ReadonlyMap<string, { name: string; message: number }>;
  results: ReadonlyMap<string, number>;
}

/** A result belongs to the last call of its id before it, as far as ids tell. */
export function callLinks(messages: readonly MessageView[]): CallLinks {
  const calls = new Map<string, { name: string; message: number }>();
  const results = new Map<string, number>();
  for (const [at, { calls: made = [], answers }] of messages.entries()) {
    for (const { id, name } of made) if (id !== '') calls.set(id, { name, message: at });
    if (answers !== undefined && calls.has(answers)) results.set(answers, at);
  }
  return { calls, results };
}
