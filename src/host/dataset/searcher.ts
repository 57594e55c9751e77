import { Worker } from 'node:worker_threads';
import { l10n, type LogOutputChannel } from 'vscode';
import { connect } from '../../protocol/channel.ts';
import type { SearchEvents, SearchTasks } from '../../protocol/search.ts';

type Remote = ReturnType<typeof connect<SearchTasks, SearchEvents>>;

/** A worker that says nothing for so long will not come to an end: a regular expression can take for ever. */
const PATIENCE_MS = 10_000;
/** A thread nobody needs is memory nobody needs. */
const IDLE_MS = 20_000;

export interface SearchOptions {
  signal?: AbortSignal | undefined;
  /** What `SearchEvents.found` tells; of the last search only. */
  onFound?: SearchEvents['found'] | undefined;
}

/** A thread of its own for the searches of one view: whatever it is given to do, it can be ended. */
export class Searcher {
  private readonly script: string;
  private readonly log: LogOutputChannel;
  private running: { worker: Worker; tasks: Remote } | undefined;
  private onFound: SearchOptions['onFound'];
  private waiting = 0;
  private alarm: NodeJS.Timeout | undefined;

  constructor(script: string, log: LogOutputChannel) {
    this.script = script;
    this.log = log;
  }

  /**
   * Rejects with an `AbortError` once cancelled, which ends the thread and all else it does; with one sentence when it
   * takes too long.
   */
  async run<T>(task: (methods: Remote) => Promise<T>, { signal, onFound }: SearchOptions = {}): Promise<T> {
    signal?.throwIfAborted();
    const { worker, tasks } = (this.running ??= this.start());
    if (onFound) this.onFound = onFound;
    const stop = () => {
      this.end(worker);
    };
    signal?.addEventListener('abort', stop, { once: true });
    this.waiting++;
    this.watch(worker);
    try {
      return await task(tasks);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.waiting--;
      this.watch(worker);
    }
  }

  /** From now on: it has to say something soon, or be needed again some time. */
  private watch(worker: Worker): void {
    if (this.running?.worker !== worker) return;
    clearTimeout(this.alarm);
    this.alarm = setTimeout(
      () => {
        if (this.waiting > 0) this.log.warn('A search took too long and was ended.');
        this.end(worker);
      },
      this.waiting > 0 ? PATIENCE_MS : IDLE_MS,
    );
    this.alarm.unref();
  }

  private end(worker: Worker): void {
    if (this.running?.worker !== worker) return;
    clearTimeout(this.alarm);
    const { tasks } = this.running;
    this.running = undefined;
    this.onFound = undefined;
    tasks.$close(new Error(l10n.t('The search takes too long; try a simpler regular expression.')));
    void worker.terminate();
  }

  private start(): { worker: Worker; tasks: Remote } {
    const worker = new Worker(this.script);
    const tasks = connect<SearchTasks, SearchEvents>(
      {
        post: (message) => {
          worker.postMessage(message);
        },
        listen: (receive) => {
          worker.on('message', (message) => {
            receive(message);
            this.watch(worker);
          });
        },
      },
      {
        found: (...found) => {
          if (this.running?.worker === worker) this.onFound?.(...found);
        },
      },
    );
    worker.on('error', (error) => {
      this.log.error('The search thread failed.', error);
    });
    worker.on('exit', () => {
      if (this.running?.worker === worker) this.end(worker);
    });
    return { worker, tasks };
  }

  dispose(): void {
    if (this.running) this.end(this.running.worker);
  }
}
