import type { ExampleView, MessageView } from '../../src/protocol/datasetPage.ts';

export type Finding = ExampleView['findings'][number];

const within = (path: string, outer: string) => path === outer || path.startsWith(`${outer}/`);

/**
 * Findings by the message or part they belong to (its path), the innermost that holds them.
 * Those of the whole line are under the empty path.
 */
export function placeFindings(
  findings: readonly Finding[],
  messages: readonly MessageView[],
): ReadonlyMap<string, readonly Finding[]> {
  const paths = messages.flatMap((message) => [message.path, ...message.parts.map((part) => part.path)]);
  const placed = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = paths
      .filter((path) => within(finding.path, path))
      .reduce((inner, path) => (path.length >= inner.length ? path : inner), '');
    placed.set(place, [...(placed.get(place) ?? []), finding]);
  }
  return placed;
}

/** Findings of a message and its parts. */
export function findingsOf(message: MessageView, placed: ReadonlyMap<string, readonly Finding[]>): Finding[] {
  const paths = new Set([message.path, ...message.parts.map((part) => part.path)]);
  return [...paths].flatMap((path) => placed.get(path) ?? []);
}

export function countFindings(findings: readonly Finding[]) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
