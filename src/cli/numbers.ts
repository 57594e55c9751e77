import { HYPERPARAMETERS, type Hyperparameter } from '../tune/hyperparameters.ts';
import { CannotRun } from './context.ts';

/** Reads a hyperparameter of a job. */
export function hyperparameterOption(option: string, name: Hyperparameter): (text: string) => number {
  const { min, max, whole } = HYPERPARAMETERS[name];
  return numberOption(option, min, max, whole);
}

/** Reads the number of an option; `CannotRun` with what the option takes otherwise. */
export function numberOption(option: string, min: number, max: number, whole = true): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    // counting starts at 0, which needs no saying
    const range = max < Number.MAX_SAFE_INTEGER ? ` from ${min} to ${max}` : min > 0 ? ` of at least ${min}` : '';
    throw new CannotRun(`${option} takes a ${whole ? 'whole ' : ''}number${range}, not "${text}".`);
  };
}
