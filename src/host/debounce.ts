/** Calls `action` once nobody has asked for `ms` milliseconds. */
export function debounce(action: () => void, ms: number): (() => void) & { cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    clearTimeout(timer);
  };
  const ask = () => {
    cancel();
    timer = setTimeout(action, ms);
  };
  return Object.assign(ask, { cancel });
}
