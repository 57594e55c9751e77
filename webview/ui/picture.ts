import { useLayoutEffect, useState } from 'preact/hooks';
import type { PictureQueue } from './pictureQueue.ts';
import { sentence } from './sentence.ts';

/** `bytes` when they are here, `none` when there is no picture to draw, `error` with a sentence. */
export type Picture =
  { state: 'waiting' | 'none' } | { state: 'here'; bytes: Uint8Array } | { state: 'error'; message: string };

/** Asks for a picture while the element is mounted; `key` undefined asks for nothing. */
export function usePicture(queue: PictureQueue, key: string | undefined): Picture {
  const [picture, setPicture] = useState<Picture>({ state: 'waiting' });
  useLayoutEffect(() => {
    if (key === undefined) return;
    let gone = false;
    const settle = (next: Picture) => {
      if (!gone) setPicture(next);
    };
    const request = queue.request(key);
    request.bytes.then(
      (bytes) => {
        settle(bytes ? { state: 'here', bytes } : { state: 'none' });
      },
      (error: unknown) => {
        settle({ state: 'error', message: sentence(error) });
      },
    );
    return () => {
      gone = true;
      request.cancel();
    };
  }, [queue, key]);
  return picture;
}
