/** What a server says of its limits in the headers of an answer, as OpenAI documents them and others copy them. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds until a limit is free again, of `x-ratelimit-reset-requests` or `-tokens`: `6m0s`, `12ms`, or seconds.
 * `undefined` for anything else.
 */
export function resetMs(text: string | null | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(trimmed)) return undefined;
  return [...trimmed.matchAll(/([\d.]+)(ms|[smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}

/** Milliseconds to wait before the next request: of the limits with nothing left, the one that takes longest; else 0. */
export function waitForLimits(headers: Headers): number {
  const waits = ['requests', 'tokens'].map((kind) => {
    // some servers say -1 where they count nothing
    const spent = headers.get(`x-ratelimit-remaining-${kind}`)?.trim() === '0';
    return spent ? (resetMs(headers.get(`x-ratelimit-reset-${kind}`)) ?? 0) : 0;
  });
  return Math.max(...waits);
}

/** Milliseconds that `retry-after-ms` or `retry-after` (seconds, or a date) asks for. */
export function retryAfter(headers: Headers | undefined): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(text);
  if (/^\s*[\d.]+\s*$/.test(text) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
