/** What went wrong, in the words of whoever says so. */
export const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
