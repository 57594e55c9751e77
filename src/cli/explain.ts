import { Option } from 'commander';
import type { Explanation } from '../lint/explain/explanation.ts';
import { CannotRun, NotAllDone } from './context.ts';
import type { AddCommand } from './program.ts';

/** Lines named on the terminal; JSON has all. */
const MOST_NAMED = 20;

export const addExplain: AddCommand = (program, context, exit) => {
  program
    .command('explain')
    .description("Say what a vendor's error, event or log means: the rule, the lines and what to do.")
    .argument('[text]', 'what the vendor wrote; "-", or nothing, reads it from standard input')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'))
    .action(async (text: string | undefined, { format }: { format: 'text' | 'json' }) => {
      const { explain } = await import('../lint/explain/explain.ts');
      const words = text === undefined || text === '-' ? await context.input?.() : text;
      if (words === undefined)
        throw new CannotRun('There is nothing to explain: give the text in quotes, or pipe it into this command.');
      const explanations = explain(words);
      if (format === 'json') context.print(JSON.stringify({ version: 1, explanations }, null, 2));
      else for (const explanation of explanations) context.print(inWords(explanation));
      if (explanations.length === 0)
        throw new NotAllDone("These words are not known as a vendor's; paste the whole message.");
      exit(0);
    });
};

function inWords({ rule, lines, path, sentence, help }: Explanation): string {
  const place = [...(lines.length > 0 ? [linesInWords(lines)] : []), ...(path === undefined ? [] : [path])].join(' ');
  const first = `${place === '' ? '' : `${place}: `}${sentence}${rule === undefined ? '' : ` (${rule})`}`;
  return [first, `  ${help}`, ''].join('\n');
}

function linesInWords(lines: readonly number[]): string {
  const named = lines.slice(0, MOST_NAMED).join(', ');
  const more = lines.length > MOST_NAMED ? ` and ${lines.length - MOST_NAMED} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${named}${more}`;
}
