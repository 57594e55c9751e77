import { parentPort } from 'node:worker_threads';
import { LineMatcher } from '../dataset/search.ts';
import { connect } from '../protocol/channel.ts';
import type { SearchEvents, SearchTasks } from '../protocol/search.ts';
import { listLines } from './listLines.ts';
import { openSource } from './openSource.ts';

// A thread of its own: a regular expression can keep it for ever, and then it is ended.
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread only.');

const tasks: SearchTasks = {
  async list(from, request) {
    const source = await openSource(from);
    try {
      return await listLines(source, request, (...found) => void host.found.asEvent(...found));
    } finally {
      await source.close();
    }
  },
  hits: (text, line, filter) => Promise.resolve(new LineMatcher(filter).hits(text, line)),
};

const host = connect<SearchEvents, SearchTasks>(
  {
    post: (message) => {
      port.postMessage(message);
    },
    listen: (receive) => {
      port.on('message', receive);
    },
  },
  tasks,
);
