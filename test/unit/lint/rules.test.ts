import assert from 'node:assert/strict';
import { RULES } from '../../../src/lint/rules.ts';
import { RULE_EXAMPLES } from '../../support/ruleExamples/examples.ts';
import { found, plant } from '../../support/ruleExamples/ruleExample.ts';

describe('each rule finds its fault, once and alone, and leaves the sound case in peace', () => {
  for (const { id } of RULES)
    it(id, async () => {
      const examples = RULE_EXAMPLES[id];
      assert.ok(examples, `The rule ${id} has no example: add a bad and a good one to test/support/ruleExamples.`);
      for (const example of examples) {
        const { bad, good, at, options = {}, check } = example;
        const findings = await found(id, bad, example);
        assert.deepEqual(new Set(findings.map(({ rule }) => rule)), new Set([id]));
        for (const { message, help, line, column, endColumn } of findings) {
          assert.match(message, /[."]$/);
          assert.match(help, /\.$/);
          assert.ok(line >= 1 && column >= 1 && endColumn >= column);
        }
        const planted = plant(bad, options);
        const [first] = findings;
        if (Array.isArray(planted) && !check && first) {
          const text = planted[first.line - 1];
          assert.ok(text !== undefined && first.endColumn <= text.length + 1, 'the place is in the file');
          if (at !== undefined) assert.equal(text.slice(first.column - 1, first.endColumn - 1), at);
        }
        assert.deepEqual(await found(id, good, example), []);
      }
    }).timeout(60_000);

  it('ids, sources and examples belong together', () => {
    const ids = RULES.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      Object.keys(RULE_EXAMPLES).filter((id) => !ids.includes(id)),
      [],
    );
    for (const { basis } of RULES) assert.match(basis.date, /^\d{4}-\d{2}-\d{2}$/);
  });
});
