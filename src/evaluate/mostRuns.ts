/** Runs that are shown or compared side by side: more columns leave no room for the question. */
export const MOST_RUNS = 6;
