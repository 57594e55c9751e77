/** A word that a shell takes as it is. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command with one option a line; options without a value are left out where it is `undefined`. */
export function command(
  name: string,
  options: Readonly<Record<string, string | number | boolean | undefined>>,
  tail: readonly string[] = [],
): string {
  const words = Object.entries(options).flatMap(([option, value]) =>
    value === undefined ? [] : value === true ? [`--${option}`] : [`--${option} ${quoted(String(value))}`],
  );
  return [name, ...words, ...tail].join(' \\\n  ');
}

/** A script that runs in its own folder. */
export const script = (comment: string, commands: readonly string[]): string =>
  ['#!/bin/sh', `# ${comment}`, 'set -e', 'cd "$(dirname "$0")"', '', commands.join('\n\n'), ''].join('\n');
