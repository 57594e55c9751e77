/** Something a user can put right: one sentence that says what, where, and what to do. */
export class BuildError extends Error {
  override name = 'BuildError';
}

/** `a, b or c`, as a list in a sentence. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
