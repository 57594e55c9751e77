import type { FoundProblem, FoundRule } from '../../protocol/problems.ts';
import type { FileReport, Finding } from '../../lint/finding.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { findingOf } from './vendorMark.ts';
import type { MarkedLines, VendorMarks } from './vendorMarks.ts';

interface Place {
  /** From 0, where the example stands now. */
  line: number;
  finding: Finding;
}

type Group = Pick<FoundRule, 'rule' | 'severity'>;

const keyOf = ({ rule, severity }: Group) => `${severity} ${rule}`;

/** The findings of an open file by rule, in the order of its lines: sorted when they are first asked for. */
export class FoundProblems {
  private readonly model: DatasetModel;
  private readonly marks: Pick<VendorMarks, 'shownFor'>;
  private groups = new Map<string, Place[]>();
  /** What they were sorted from. */
  private from: { report: FileReport | undefined; revision: number; marks: MarkedLines } | undefined;

  constructor(model: DatasetModel, marks: Pick<VendorMarks, 'shownFor'>) {
    this.model = model;
    this.marks = marks;
  }

  page(group: Group, from: number, to: number): FoundProblem[] {
    this.refresh();
    const places = this.groups.get(keyOf(group))?.slice(from, to) ?? [];
    return places.map(({ line, finding: { path, message, fixable } }) => ({ line, path, message, fixable }));
  }

  private refresh(): void {
    const { check, revision } = this.model;
    const { report } = check;
    const marks = this.marks.shownFor(this.model);
    if (this.from?.report === report && this.from?.revision === revision && this.from.marks === marks) return;
    this.from = { report, revision, marks };
    this.groups = new Map();
    const marked = [...marks].map(([line, mark]): [number, Finding[]] => [line, [findingOf(line, mark)]]);
    for (const [line, findings] of [...marked, ...[...check.found].sort(([a], [b]) => a - b)])
      for (const finding of findings) {
        const key = keyOf(finding);
        const places = this.groups.get(key);
        if (places) places.push({ line, finding });
        else this.groups.set(key, [{ line, finding }]);
      }
  }
}
