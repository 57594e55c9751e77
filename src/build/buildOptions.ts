import type { ImagePermissions } from './sources/imageAccess.ts';
import type { FilesInto } from './write/writer.ts';

export interface BuildOptions extends ImagePermissions {
  /** Folder the files are written to, in place of the recipe's. */
  outDir?: string | undefined;
  /** Do everything - read, draw, encode - but write nothing. */
  dryRun?: boolean | undefined;
  /** Write only what is not as the last build says: a changed recipe, source or image decides about all files. */
  onlyChanged?: boolean | undefined;
  /** Build the first rows of each split from a text that is not saved, into other files than the recipe's. */
  preview?: { text: string; rows: number; files: FilesInto } | undefined;
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1; `count` of the examples, once they are known. */
  onProgress?: ((fraction: number, message: string, count?: { done: number; total: number }) => void) | undefined;
}
