/** Digits typed one after the other, within so long, are one number. */
const PAUSE_MS = 1000;

/** Takes keys and gives the number typed so far; `undefined` for any other key. */
export function typedNumber(now: () => number = Date.now): (event: KeyboardEvent) => number | undefined {
  let typed = '';
  let last = 0;
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (!/^\d$/.test(key) || ctrlKey || metaKey || altKey) return undefined;
    typed = now() - last > PAUSE_MS ? key : typed + key;
    last = now();
    return Number(typed);
  };
}
