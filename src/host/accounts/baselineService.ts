import type { LogOutputChannel } from 'vscode';
import { WorkerClient } from '../workerClient.ts';

/** The embedded baseline provider in a worker thread of its own (training is work): one server a data folder. */
export class BaselineService {
  private readonly worker: WorkerClient;
  private readonly servers = new Map<string, Promise<{ baseURL: string; apiKey: string }>>();

  constructor(script: string, log: LogOutputChannel) {
    this.worker = new WorkerClient(script, log);
  }

  /** Starts the server of a data folder, or gives the one that runs. */
  start(dataDir: string): Promise<{ baseURL: string; apiKey: string }> {
    const known = this.servers.get(dataDir);
    if (known) return known;
    const starting = this.worker.methods.startBaseline(dataDir);
    this.servers.set(dataDir, starting);
    starting.catch(() => this.servers.delete(dataDir));
    return starting;
  }

  dispose(): Promise<void> {
    return this.worker.dispose();
  }
}
