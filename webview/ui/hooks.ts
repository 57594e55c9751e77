import { useEffect, useReducer, useState } from 'preact/hooks';

/** Draws the component anew whenever the model says that it changed. */
export function useModel(model: { listen(listener: () => void): () => void }): void {
  const [, redraw] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => {
    redraw(undefined);
    return model.listen(() => {
      redraw(undefined);
    });
  }, [model]);
}

/** Whether a media query holds, now and later. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => {
      setHolds(list.matches);
    };
    list.addEventListener('change', changed);
    changed();
    return () => {
      list.removeEventListener('change', changed);
    };
  }, [query]);
  return holds;
}
