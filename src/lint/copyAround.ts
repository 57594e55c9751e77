import type { ByteSource } from '../dataset/byteSource.ts';

/** Copied this much at a time. */
const COPY_BYTES = 1024 * 1024;

/** Writes a source with other bytes in some places, which are told front to back; what lies between is copied. */
export function copyingAround(source: ByteSource, write: (bytes: Buffer) => Promise<void>) {
  let copied = 0;
  const copyTo = async (end: number) => {
    while (copied < end) {
      const piece = await source.read(copied, Math.min(COPY_BYTES, end - copied));
      await write(piece);
      copied += piece.length;
    }
  };
  return {
    /** @param by nothing, where the bytes go */
    async replace(from: number, to: number, by: Buffer | undefined): Promise<void> {
      await copyTo(from);
      if (by) await write(by);
      copied = to;
    },
    end: () => copyTo(source.size),
  };
}
