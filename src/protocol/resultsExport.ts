import type { ExportFormat } from '../evaluate/export/exportFormat.ts';

export type { ExportFormat };

/** What is written of results, and where. */
export interface ResultsExport {
  format: ExportFormat;
  /** Absolute. */
  path: string;
  /** The runs, from 0, that the verdict is about. */
  a: number;
  b: number;
  /** The test file (absolute), for pictures of its examples; none without. */
  picturesFrom?: string | undefined;
}

/** Distinct pictures, and about how many bytes they add to a page. */
export interface PicturesSize {
  images: number;
  bytes: number;
}
