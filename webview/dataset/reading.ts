import { createContext } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';

/** How the texts of the example shown are read: as Markdown or as written, and how much of the long ones is open. */
export interface Reading {
  markdown: boolean;
  /** Characters of the text at a path that are open; `undefined` for its beginning. */
  openedTo(path: string): number | undefined;
  open(path: string, to: number): void;
}

const ReadingContext = createContext<Reading>({
  markdown: false,
  openedTo: () => undefined,
  open: () => undefined,
});

export const ReadingProvider = ReadingContext.Provider;

export const useReading = (): Reading => useContext(ReadingContext);

/** For one example: what was opened stays open for as long as it is shown. */
export function useNewReading(markdown: boolean): Reading {
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  return useMemo(
    () => ({
      markdown,
      openedTo: (path) => opened.get(path),
      open: (path, to) => {
        setOpened((now) => new Map(now).set(path, to));
      },
    }),
    [markdown, opened],
  );
}
