/** The items of a list; none where there is no list. */
export const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Index of a message in its list, from 0, by its JSON Pointer. */
export const indexOfMessage = (path: string): number => Number(path.split('/').at(-1));
