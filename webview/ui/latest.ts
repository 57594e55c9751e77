/**
 * Makes calls one at a time; of those asked for meanwhile only the last is made.
 * Walking fast through a file therefore never queues what nobody looks at any more.
 */
export function latestOnly<Key, Value>(
  load: (key: Key) => Promise<Value>,
  deliver: (key: Key, value: Value) => void,
  fail: (key: Key, error: unknown) => void,
): (key: Key) => void {
  let busy = false;
  let next: { key: Key } | undefined;

  const run = async (key: Key) => {
    busy = true;
    try {
      deliver(key, await load(key));
    } catch (error) {
      fail(key, error);
    }
    busy = false;
    if (next) {
      const { key: wanted } = next;
      next = undefined;
      void run(wanted);
    }
  };
  return (key) => {
    if (busy) next = { key };
    else void run(key);
  };
}
