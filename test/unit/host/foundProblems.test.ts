import assert from 'node:assert/strict';
import type { DatasetModel } from '../../../src/host/dataset/datasetModel.ts';
import { FoundProblems } from '../../../src/host/problems/foundProblems.ts';
import { WHOLE_LINE, type VendorMark } from '../../../src/host/problems/vendorMark.ts';
import type { FileReport, Finding } from '../../../src/lint/finding.ts';

const finding = (rule: string, line: number, severity: Finding['severity'] = 'warning'): Finding => ({
  rule,
  severity,
  line,
  column: 1,
  endColumn: 2,
  path: '/messages',
  message: `${rule} in line ${line}`,
  help: '',
  fixable: rule === 'mendable',
});

/** As much of an open file as is looked at. */
function opened(findings: Finding[]) {
  const found = Map.groupBy(findings, ({ line }) => line - 1);
  const model = { revision: 1, check: { report: { findings } as unknown as FileReport, found } };
  const marks = { shownFor: () => marked.now };
  const marked = { now: new Map<number, VendorMark>() };
  return { model, marked, problems: new FoundProblems(model as unknown as DatasetModel, marks) };
}

describe('problems of an open file', () => {
  it('are told by rule and severity, in the order of the lines', () => {
    const { problems } = opened([finding('mendable', 9), finding('a', 3), finding('a', 1), finding('a', 2, 'error')]);
    const lines = (rule: string, severity: Finding['severity'], from = 0, to = 99) =>
      problems.page({ rule, severity }, from, to).map(({ line }) => line);
    assert.deepEqual(lines('a', 'warning'), [0, 2]);
    assert.deepEqual(lines('a', 'warning', 1, 2), [2]);
    assert.deepEqual(lines('a', 'error'), [1]);
    assert.deepEqual(lines('a', 'info'), []);
    assert.equal(problems.page({ rule: 'mendable', severity: 'warning' }, 0, 1)[0]?.fixable, true);
  });

  it('are those a vendor names too, as they are marked', () => {
    const { marked, problems } = opened([finding('a', 1)]);
    const page = () => problems.page({ rule: 'vendor-message', severity: 'error' }, 0, 9);
    assert.deepEqual(page(), []);
    const mark = { source: 'vendor', severity: 'error', sentence: 'Refused.', help: '', ...WHOLE_LINE } as const;
    marked.now = new Map([[3, mark]]);
    assert.deepEqual(page(), [{ line: 3, path: '', message: 'Refused.', fixable: false }]);
    assert.equal(problems.page({ rule: 'a', severity: 'warning' }, 0, 9).length, 1);
  });

  it('stand where an edit moved their lines', () => {
    const { model, problems } = opened([finding('a', 1), finding('a', 5)]);
    const lines = () => problems.page({ rule: 'a', severity: 'warning' }, 0, 9).map(({ line }) => line);
    assert.deepEqual(lines(), [0, 4]);
    model.check.found = new Map([[3, [finding('a', 5)]]]);
    model.revision++;
    assert.deepEqual(lines(), [3]);
  });
});
