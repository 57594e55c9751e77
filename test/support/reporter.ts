import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a layer counted, written to the file that TEST_TALLY names. */
export interface Tally {
  passed: number;
  failed: number;
  /** Titles of those that failed, as far as they have one. */
  failures: string[];
  skipped: { title: string; reason: string }[];
  /** Passed when tried again. */
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
      tally.failures.push(`${test.fullTitle()}: ${error.message.split('\n', 1)[0] ?? ''}`);
    });
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      tally.retried.push(test.fullTitle());
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
