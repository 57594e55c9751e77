import { resolve } from 'node:path';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '../..');
/** Where fetched tools live; git ignores it. */
export const TOOLS = resolve(ROOT, '.vscode-test');
/** Where a failed test leaves its screenshot and logs; git ignores it. */
export const RESULTS = resolve(ROOT, 'test-results');
