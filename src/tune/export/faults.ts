import { basename } from 'node:path';
import { amount } from '../../dataset/amounts.ts';
import type { Trainer } from './trainer.ts';

/** Line numbers that a sentence names at most. */
const NAMED = 5;

const SENTENCES = {
  line: (lines) => `${lines} no training example`,
  image: (lines) => `${lines} an image that cannot be read`,
  address: (lines, name) => `${lines} an image behind a web address, which ${name} does not load`,
  limit: (lines, name) => `${lines} images beyond what ${name} takes`,
} satisfies Record<string, (lines: string, name: string) => string>;

const VERBS: Readonly<Record<FaultKind, [one: string, many: string]>> = {
  line: ['is', 'are'],
  image: ['has', 'have'],
  address: ['has', 'have'],
  limit: ['has', 'have'],
};

export type FaultKind = keyof typeof SENTENCES;

/** Lines that cannot be exported, by what is wrong with them. */
export class Faults {
  private readonly found = new Map<FaultKind, { count: number; first: number[] }>();

  /** @param line from 1 */
  add(kind: FaultKind, line: number): void {
    const known = this.found.get(kind) ?? { count: 0, first: [] };
    known.count++;
    if (known.first.length < NAMED) known.first.push(line);
    this.found.set(kind, known);
  }

  /** What is wrong with a file and what to do, one sentence; `undefined` where nothing is. */
  sentence(path: string, { id, name, takes }: Trainer): string | undefined {
    if (this.found.size === 0) return undefined;
    const file = basename(path);
    const parts = [...this.found].map(([kind, { count, first }]) => {
      const [one, many] = VERBS[kind];
      return `${SENTENCES[kind](`${amount(count, 'line')} ${count === 1 ? one : many}`, name)} (${numbers(count, first)})`;
    });
    const only = this.found.size === 1 && this.found.has('address');
    const provider = takes.limits ? ` --provider ${id}` : '';
    const help = only
      ? `vision-ft fix ${file} --rule url-image-not-accepted puts them into the file`
      : `vision-ft lint ${file}${provider} shows what is wrong`;
    return `${file} was not exported: ${parts.join(', ')}; ${help}.`;
  }
}

const numbers = (count: number, first: readonly number[]) =>
  `line${count === 1 ? '' : 's'} ${first.join(', ')}${count > first.length ? ', …' : ''}`;
