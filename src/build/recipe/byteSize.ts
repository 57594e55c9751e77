const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** `512 MB`, `1.5GB`, `800 kB`: powers of 1024, as vendors count files. */
export const BYTE_SIZE = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)$/i;

/** @param size bytes, or a text of the form `BYTE_SIZE` */
export function bytesIn(size: number | string): number {
  if (typeof size === 'number') return size;
  const [, amount = '', unit = ''] = BYTE_SIZE.exec(size.trim()) ?? [];
  return Math.floor(Number(amount) * (UNITS[unit.toLowerCase()] ?? NaN));
}

/** `512 MB`, `1.5 GB`, in the same units. */
export function sizeText(bytes: number): string {
  const unit = (['GB', 'MB', 'kB'] as const).find((each) => bytes >= (UNITS[each.toLowerCase()] ?? 1));
  if (unit === undefined) return `${bytes} bytes`;
  return `${Number((bytes / (UNITS[unit.toLowerCase()] ?? 1)).toFixed(1)).toLocaleString('en')} ${unit}`;
}
