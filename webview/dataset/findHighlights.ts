import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import { rangesOf, scopeOf } from './findMarks.ts';
import type { DatasetModel } from './model.ts';

/** Pixels kept between a hit and the edges of the conversation. */
const MARGIN = 48;

function mark(name: string, ranges: readonly (Range | undefined)[]): void {
  CSS.highlights.set(name, new Highlight(...ranges.filter((range) => range !== undefined)));
}

function scrollTo(body: HTMLElement, range: Range): void {
  const [hit, view] = [range.getBoundingClientRect(), body.getBoundingClientRect()];
  if (hit.top < view.top + MARGIN || hit.bottom > view.bottom - MARGIN)
    body.scrollBy({ top: hit.top - view.top - view.height / 3 });
}

/** Whether a hit is in a message that the fold of the shared ones hides. */
export function isFolded(path: string, example: ExampleView, shared: number): boolean {
  const message = /^\/messages\/(\d+)/.exec(path)?.[1];
  return example.sharesPrefix && message !== undefined && Number(message) < shared;
}

/**
 * Marks the hits of the example shown and brings the one gone to into sight. It marks the document as it is drawn, so
 * that what draws a message need not know of it. What is collapsed (`data-collapsed`) is asked to open by the event
 * `reveal-text`.
 */
export function useFindHighlights(model: DatasetModel, body: RefObject<HTMLElement | null>): void {
  const { find, shown } = model;
  const example = shown && 'example' in shown ? shown.example : undefined;
  const reached = useRef(0);

  const draw = () => {
    const element = body.current;
    if (!element) return;
    const ranges = rangesOf(element, find.hits);
    mark('find-hit', ranges);
    const range = ranges[find.current];
    mark('find-current', [range]);
    const hit = find.hits[find.current];
    if (!hit || !example || reached.current === find.moves) return;
    const shared = model.snapshot?.shared.messages ?? 0;
    if (!model.place.sharedOpen && isFolded(hit.path, example, shared)) {
      model.setPlace({ sharedOpen: true });
      return;
    }
    const place = range?.startContainer.parentElement ?? scopeOf(element, hit.path);
    const collapsed = place.closest('[data-collapsed]') ?? (range ? null : place.querySelector('[data-collapsed]'));
    collapsed?.dispatchEvent(new CustomEvent('reveal-text', { bubbles: true }));
    reached.current = find.moves;
    if (range) scrollTo(element, range);
    else place.scrollIntoView({ block: 'nearest' });
  };
  const last = useRef(draw);
  last.current = draw;

  useLayoutEffect(() => {
    last.current();
  }, [find.hits, find.current, find.moves, example, model.place.sharedOpen]);
  useEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    // texts that open, or are drawn a moment later
    const observer = new MutationObserver(() => {
      if (model.find.hits.length > 0) last.current();
    });
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
    };
  }, [model, body]);
}
