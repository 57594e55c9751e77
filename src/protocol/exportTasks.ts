/** What the host asks of the worker thread about training elsewhere. */
export interface ExportTasks {
  /** Writes a folder to train on. Rejects with one sentence where lines cannot be exported; nothing is written then. */
  exportTraining(task: number, request: ExportRequest): Promise<ExportSummary>;
}

export interface ExportRequest {
  trainer: 'together' | 'fireworks' | 'trl' | 'llama-factory' | 'ms-swift';
  /** Absolute paths. */
  train: string;
  validation?: string | undefined;
  /** A new or empty folder. */
  out: string;
}

export interface ExportSummary {
  /** Files in the folder, with their examples. */
  data: { file: string; examples: number }[];
  /** The model that the configuration names. */
  model: string;
  /** What the trainer cannot express, one sentence each. */
  notes: string[];
}
