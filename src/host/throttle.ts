/** Calls `action` at once and then at most every `ms` milliseconds, the last call never lost. */
export function throttle(action: () => void, ms: number): () => void {
  let waiting = false;
  let again = false;
  const tick = () => {
    waiting = again;
    again = false;
    if (!waiting) return;
    action();
    setTimeout(tick, ms);
  };
  return () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    action();
    setTimeout(tick, ms);
  };
}
