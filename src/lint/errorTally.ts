import type { Recorder } from './judges.ts';
import type { Report, Rule } from './rule.ts';
import type { Severity } from './finding.ts';

/** Errors by the rules that found them. */
export type Tally = ReadonlyMap<string, number>;

/** Counts the errors that rules report, and nothing else: what another vendor would refuse. */
export class ErrorTally implements Recorder {
  private errors: Map<string, number> | undefined;

  reporter({ id }: Rule, judged: Severity, fixed: boolean): Report {
    return (_path, _message, _help, { severity = judged } = {}) => {
      if ((fixed ? judged : severity) !== 'error') return;
      this.errors ??= new Map();
      this.errors.set(id, (this.errors.get(id) ?? 0) + 1);
    };
  }

  /** What was reported since it was last asked; `undefined` for nothing. */
  take(): Tally | undefined {
    const { errors } = this;
    this.errors = undefined;
    return errors;
  }
}

export function addTo(sum: Map<string, number>, tally: Tally | undefined): void {
  if (tally) for (const [rule, count] of tally) sum.set(rule, (sum.get(rule) ?? 0) + count);
}
