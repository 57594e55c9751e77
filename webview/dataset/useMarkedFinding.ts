import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isFolded } from './findHighlights.ts';
import { scopeOf } from './findMarks.ts';
import type { DatasetModel } from './model.ts';
import type { Marked } from './problems.ts';

/** Pixels kept between what is marked and the edges of the conversation. */
const MARGIN = 24;

/** The finding as it is drawn; the first one at that place where no rule is named. */
function findingIn(body: Element, { path, rule }: Marked): HTMLElement | null {
  const about = `.finding[data-about="${CSS.escape(path)}"]`;
  return body.querySelector<HTMLElement>(rule === undefined ? about : `${about}[data-rule="${CSS.escape(rule)}"]`);
}

/** Brings both into sight where they fit, else the finding. */
function scrollTo(body: Element, place: Element | undefined, finding: Element | null): void {
  const view = body.getBoundingClientRect();
  const boxes = [place, finding].flatMap((element) => element?.getBoundingClientRect() ?? []);
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  if (boxes.length === 0 || (top >= view.top + MARGIN && bottom <= view.bottom - MARGIN)) return;
  if (bottom - top <= view.height - 2 * MARGIN) body.scrollBy({ top: top - view.top - MARGIN });
  else (finding ?? place)?.scrollIntoView({ block: 'center' });
}

/**
 * Marks the finding that was gone to and what it is about, and brings them into sight. As with hits of a search the
 * document is marked as it is drawn: what draws a message need not know of it.
 */
export function useMarkedFinding(model: DatasetModel, body: RefObject<HTMLElement | null>): void {
  const { problems, shown } = model;
  const { marked, moves } = problems;
  const example = shown && 'example' in shown ? shown.example : undefined;
  const reached = useRef(0);

  const draw = () => {
    const element = body.current;
    if (!element) return;
    for (const old of element.querySelectorAll('[data-marked]')) old.removeAttribute('data-marked');
    if (!marked || !example || marked.line !== example.line) return;
    const shared = model.snapshot?.shared.messages ?? 0;
    if (!model.place.sharedOpen && isFolded(marked.path, example, shared)) {
      if (reached.current !== moves) model.setPlace({ sharedOpen: true });
      return;
    }
    const finding = findingIn(element, marked);
    const scope = scopeOf(element, marked.path);
    const place = scope === element || scope.matches('.message') ? undefined : scope;
    finding?.setAttribute('data-marked', '');
    place?.setAttribute('data-marked', finding?.className.replace('finding ', '') ?? 'info');
    if (reached.current === moves) return;
    reached.current = moves;
    place?.closest('[data-collapsed]')?.dispatchEvent(new CustomEvent('reveal-text', { bubbles: true }));
    scrollTo(element, place ?? (finding ? undefined : scope), finding);
    if (problems.focus) (finding ?? element).focus({ preventScroll: true });
  };
  const last = useRef(draw);
  last.current = draw;

  useLayoutEffect(() => {
    last.current();
  }, [marked, moves, example, model.place.sharedOpen]);
  useEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    // what is drawn a moment later
    const observer = new MutationObserver(() => {
      if (model.problems.marked) last.current();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
    };
  }, [model, body]);
}
