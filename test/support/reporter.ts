import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a layer counted, written to the file that TEST_TALLY names. */
export interface Tally {
  passed: number;
  failed: number;
  /** Those that failed, a line each: title, message and place. */
  failures: string[];
  skipped: { title: string; reason: string }[];
  /** What made a test be tried again, in the same way. */
  retried: string[];
}

/** mocha's spec reporter, which also writes a tally for `npm test` to add up. mocha takes a reporter's default export. */
export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const tally: Tally = { passed: 0, failed: 0, failures: [], skipped: [], retried: [] };
    runner.on('pass', () => tally.passed++);
    runner.on('fail', (test: Mocha.Test, error: Error) => {
      tally.failed++;
      tally.failures.push(inOneLine(test, error));
    });
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      tally.retried.push(inOneLine(test, error));
      console.log(`  tried again: ${test.fullTitle()}\n    ${error.stack ?? error.message}`);
    });
    runner.on('pending', (test: Mocha.Test & { skipReason?: string }) => {
      tally.skipped.push({ title: test.fullTitle(), reason: test.skipReason ?? 'no reason given' });
    });
    runner.once('end', () => {
      const file = process.env['TEST_TALLY'];
      if (file) writeFileSync(file, JSON.stringify(tally));
    });
  }
}

function inOneLine(test: Mocha.Test, { message, stack = '' }: Error): string {
  const place = /test\/[\w/.]+\.ts:\d+/.exec(stack)?.[0] ?? 'place unknown';
  return `${test.fullTitle()}: ${message.split('\n', 1)[0] ?? ''} (${place})`;
}
