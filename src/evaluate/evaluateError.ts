/** An evaluation cannot go on: one sentence for the user. */
export class EvaluateError extends Error {}
