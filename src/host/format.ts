import { env } from 'vscode';

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** `41 KB`: decimal units, as vendors count their limits. */
export function formatBytes(bytes: number): string {
  const unit = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** unit;
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(env.language, { maximumFractionDigits: digits })} ${UNITS[unit] ?? ''}`;
}

export const formatCount = (count: number): string => count.toLocaleString(env.language);
