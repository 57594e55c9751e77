import { Worker } from 'node:worker_threads';
import type { LogOutputChannel } from 'vscode';
import { connect } from '../protocol/channel.ts';
import type { WorkerEvents, WorkerTasks } from '../protocol/worker.ts';

export interface TaskOptions {
  signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  onProgress?: ((fraction: number, message?: string) => void) | undefined;
}

type Remote = ReturnType<typeof connect<WorkerTasks, WorkerEvents>>;

/** Megabytes of values; bytes of files and pictures are not among them. Beyond, the thread ends instead of the host. */
const MOST_MEMORY = 1536;

/** Megabytes for values that have just been made. V8 would let them have three times as much before it looks for garbage. */
const YOUNG_MB = 48;

/** The one worker thread: started when it is first needed, and again after it died. */
export class WorkerClient {
  private readonly script: string;
  private readonly log: Pick<LogOutputChannel, 'error'>;
  private readonly mostMemory: number;
  private running: { worker: Worker; tasks: Remote } | undefined;
  private readonly progress = new Map<number, TaskOptions['onProgress']>();
  private nextTask = 1;

  constructor(script: string, log: Pick<LogOutputChannel, 'error'>, mostMemory = MOST_MEMORY) {
    this.script = script;
    this.log = log;
    this.mostMemory = mostMemory;
  }

  /** The worker's methods that are no tasks of their own (thumbnails). */
  get methods(): Remote {
    this.running ??= this.start();
    return this.running.tasks;
  }

  /** Runs a task that can be cancelled and reports progress. Rejects with `AbortError` once cancelled. */
  async run<T>(
    task: (methods: Remote, id: number) => Promise<T>,
    { signal, onProgress }: TaskOptions = {},
  ): Promise<T> {
    signal?.throwIfAborted();
    const { methods } = this;
    const id = this.nextTask++;
    this.progress.set(id, onProgress);
    // a thread that died has nothing to cancel
    const cancel = () => void methods.cancel(id).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await task(methods, id);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.progress.delete(id);
    }
  }

  private start(): { worker: Worker; tasks: Remote } {
    const worker = new Worker(this.script, {
      resourceLimits: { maxOldGenerationSizeMb: this.mostMemory, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let why = 'The worker thread ended before it answered; see the log.';
    const tasks = connect<WorkerTasks, WorkerEvents>(
      {
        post: (message) => {
          worker.postMessage(message);
        },
        listen: (receive) => {
          worker.on('message', receive);
        },
      },
      { progress: (task, fraction, message) => this.progress.get(task)?.(fraction, message) },
    );
    worker.on('error', (error) => {
      this.log.error('The worker thread failed.', error);
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        why = `The memory for this ran out (${this.mostMemory} MB); nothing was changed, and the editor goes on without it.`;
    });
    worker.on('exit', () => {
      if (this.running?.worker === worker) this.running = undefined;
      tasks.$close(new Error(why));
    });
    return { worker, tasks };
  }

  async dispose(): Promise<void> {
    await this.running?.worker.terminate();
  }
}
