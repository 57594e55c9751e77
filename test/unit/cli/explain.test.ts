import assert from 'node:assert/strict';
import { runCli } from '../../support/cliRun.ts';

const POLICY = 'Images at example 52 violate our usage policy. Please remove them and try again.';
const run = (args: string[], piped?: string) =>
  runCli('.', ['explain', ...args], { input: () => Promise.resolve(piped) });

describe('vision-ft explain', () => {
  it('prints the lines, what is meant, the rule and what to do', async () => {
    const { status, printed } = await run([POLICY]);
    assert.equal(status, 0);
    assert.match(printed, /^line 52: Images of these examples violate .* \(validation-violates-policy\)$/m);
    assert.match(printed, /^ {2}Remove these examples/m);
  });

  it('reads what is piped into it, with - and without', async () => {
    assert.equal((await run(['-'], POLICY)).printed, (await run([], POLICY)).printed);
    assert.match((await run([], 'inaccessible URL (3124)')).printed, /url-unreachable/);
  });

  it('prints JSON for programs, with every line', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => index + 1);
    const said = `failed moderation safety checks. Flagged lines: ${lines.join(', ')}`;
    const { status, printed } = await run([said, '--format', 'json']);
    assert.equal(status, 0);
    const { version, explanations } = JSON.parse(printed) as { version: number; explanations: { lines: number[] }[] };
    assert.equal(version, 1);
    assert.deepEqual(
      explanations.map(({ lines: named }) => named),
      [lines],
    );
    assert.match((await run([said])).printed, /^lines 1, 2, .*, 20 and 10 more: /);
  });

  it('says so when the words are not known (1) and when there are none (2)', async () => {
    const unknown = await run(['What is this?']);
    assert.equal(unknown.status, 1);
    assert.match(unknown.said, /not known/);
    const none = await run([]);
    assert.equal(none.status, 2);
    assert.match(none.said, /nothing to explain/);
  });
});
