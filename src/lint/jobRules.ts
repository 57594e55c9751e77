import { USERS_LOGS } from './bases.ts';
import type { Rule } from './rule.ts';

/** What only a vendor's job can find out: nothing in the file shows it, its messages do (explain/). */
export const JOB_RULES: readonly Rule[] = [
  {
    id: 'validation-violates-policy',
    family: 'dataset',
    severity: 'error',
    title: 'An image that a job refused',
    basis: USERS_LOGS,
    start: () => undefined,
  },
];
