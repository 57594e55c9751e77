export type YamlValue = string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;

/** A flat YAML file: a blank line before each group, a comment above it. */
export function yaml(groups: readonly { comment: string; entries: Readonly<Record<string, YamlValue>> }[]): string {
  const texts = groups.map(({ comment, entries }) =>
    [`# ${comment}`, ...Object.entries(entries).map(([key, value]) => `${key}: ${scalar(value)}`)].join('\n'),
  );
  return `${texts.join('\n\n')}\n`;
}

/** JSON is YAML, but for small numbers: PyYAML takes 1e-7 for a text. */
function scalar(value: YamlValue): string {
  if (typeof value !== 'number') return JSON.stringify(value);
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}
