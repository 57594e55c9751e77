import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FixView } from '../../src/protocol/fixing.ts';
import type { Finding } from './findingPlaces.ts';
import type { DatasetModel } from './model.ts';

/** What can be done about a finding of the example shown. */
export interface FindingActions {
  showRule(rule: string): void;
  /** What its fix does, in words; `undefined` where there is none, or nothing can be edited. */
  fixOf(finding: Finding): FixView | undefined;
  fix(finding: Finding): void;
}

const FindingContext = createContext<FindingActions>({
  showRule: () => undefined,
  fixOf: () => undefined,
  fix: () => undefined,
});

export const FindingActionsProvider = FindingContext.Provider;

export const useFindingActions = (): FindingActions => useContext(FindingContext);

export function findingActions({ problems }: DatasetModel, line: number): FindingActions {
  return {
    showRule: (rule) => {
      problems.showRule(rule);
    },
    fixOf: ({ fixable, rule }) => (fixable ? problems.fixOf(rule) : undefined),
    fix: ({ rule, path }) => {
      problems.fix({ rule, line, path });
    },
  };
}
