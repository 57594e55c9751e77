/** Skips the running test, saying why: `npm test` counts it and names the reason. */
export function skipBecause(context: Mocha.Context, reason: string): never {
  Object.assign(context.runnable(), { skipReason: reason });
  return context.skip();
}
