import type { DatasetSnapshot } from '../../../src/protocol/datasetPage.ts';
import type { FoundProblem, FoundRule, ProblemsHost, VendorVerdict } from '../../../src/protocol/problems.ts';

type Answer = <T>(call: [string, ...unknown[]], make: () => T | Promise<T>) => Promise<T>;

const vendor = (id: string, name: string, errors = 0, reason?: string): VendorVerdict => ({
  id,
  name,
  errors,
  chosen: id === 'openai',
  ...(reason !== undefined && { reason }),
});

export const VENDORS: VendorVerdict[] = [
  vendor('openai', 'OpenAI'),
  vendor('azure', 'Azure'),
  vendor('together', 'Together', 3, '3 URL images'),
  vendor('fireworks', 'Fireworks', 3, '3 URL images'),
  vendor('baseline', 'Baseline'),
];

const COLOUR: FoundRule = {
  rule: 'unsupported-color-mode',
  severity: 'warning',
  count: 14,
  title: 'A colour mode that the vendor does not name',
  fixable: true,
};
const REMOTE: FoundRule = {
  rule: 'url-not-public',
  severity: 'error',
  count: 3,
  title: 'An address that the vendor cannot reach',
};
const MESSAGES: Readonly<Record<string, string>> = {
  [COLOUR.rule]: "Palette image: OpenAI's documentation names RGB and RGBA only.",
  [REMOTE.rule]: 'The image lies at an address of this machine: the vendor cannot fetch it.',
};

/** `masses`: more problems than are listed. */
export function fakeRules(scenario: string): Pick<DatasetSnapshot, 'problems' | 'rules'> {
  if (scenario === 'reading') return { problems: undefined, rules: [] };
  if (scenario === 'clean') return { problems: { error: 0, warning: 0, info: 0 }, rules: [] };
  if (scenario !== 'masses') return { problems: { error: 3, warning: 14, info: 0 }, rules: [REMOTE, COLOUR] };
  return {
    problems: { error: 3, warning: 1_204_328, info: 0 },
    rules: [REMOTE, { ...COLOUR, count: 1_204_328, listed: 99_997 }],
  };
}

/** Lines with these problems, ascending. */
const lineOf = ({ rule }: Pick<FoundRule, 'rule'>, at: number) =>
  rule === REMOTE.rule ? 54 + at * 100 : at < 2 ? 51 + at : (at - 1) * 97;

export function fakeProblems(answer: Answer): ProblemsHost {
  const found = (of: Pick<FoundRule, 'rule'>, at: number): FoundProblem => ({
    line: lineOf(of, at),
    path: '/messages/3/content/0/image_url/url',
    message: MESSAGES[of.rule] ?? of.rule,
    fixable: of.rule === COLOUR.rule,
  });
  return {
    findings: (of, from, to) =>
      answer(['findings', of.rule, from, to], () =>
        Array.from({ length: Math.max(0, to - from) }, (_, index) => found(of, from + index)),
      ),
    showRule: (rule) => answer(['showRule', rule], () => undefined),
    lintDeep: () => answer(['lintDeep'], () => undefined),
    chooseVendor: (id) => answer(['chooseVendor', id], () => undefined),
  };
}
