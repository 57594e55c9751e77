import { parentPort } from 'node:worker_threads';
import { connect } from '../protocol/channel.ts';
import type { WorkerEvents } from '../protocol/worker.ts';
import { createTasks } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread only.');

const host = connect<WorkerEvents, ReturnType<typeof createTasks>>(
  {
    post: (message) => {
      port.postMessage(message);
    },
    listen: (receive) => {
      port.on('message', receive);
    },
  },
  createTasks((...progress) => {
    void host.progress(...progress);
  }),
);
