/** Before this nothing can be told from what has passed. */
const SOON_MS = 1000;

/** Follows bytes on their way, those that had arrived before left out. @returns bytes a second; `undefined` at first */
export function createRate(now: () => number = Date.now): (bytes: number) => number | undefined {
  let first: { bytes: number; at: number } | undefined;
  return (bytes) => {
    first ??= { bytes, at: now() };
    const elapsed = now() - first.at;
    return elapsed < SOON_MS ? undefined : (Math.max(0, bytes - first.bytes) / elapsed) * 1000;
  };
}
