/** Pixels an image may decode to (16,383 squared): what is larger is a decompression bomb (format.md). */
export const MAX_PIXELS = 268_402_689;
