import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { BuildError } from '../buildError.ts';
import type { ScanTable } from './rowSource.ts';
import { WantedRows } from './wantedRows.ts';

const IMAGE_EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.avif']);

/**
 * A folder with one sub-folder a label: columns `image` (path from the folder) and `label`.
 * Sorted by code points, so that the order is the same on every machine; hidden files are passed over.
 */
export function folderSource(path: string, name: string): ScanTable {
  return async (visit, signal, { rows } = {}) => {
    const wanted = new WantedRows(rows);
    const labels = (await visible(path)).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    let index = 0;
    for (const label of sorted(labels)) {
      signal?.throwIfAborted();
      const files = (await visible(join(path, label))).filter((entry) => entry.isFile()).map((entry) => entry.name);
      for (const file of sorted(files)) {
        if (!IMAGE_EXTENSIONS.has(extname(file).toLowerCase())) continue;
        const row = { index: index++, values: { image: `${label}/${file}`, label } };
        if (wanted.takes(row.index)) await visit(row);
      }
    }
    if (index === 0)
      throw new BuildError(`${name} has no images in sub-folders: put each image into a folder named as its label.`);
  };
}

async function visible(path: string) {
  return (await readdir(path, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
}

function sorted(names: readonly string[]): string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}
