import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { rowAfterKey } from '../ui/rowKeys.ts';
import { t } from '../ui/l10n.ts';
import { useVirtualRows } from '../ui/virtualRows.ts';
import type { DatasetModel } from './model.ts';
import { FindingRow, GroupRow } from './problemRows.tsx';

export const ROW_HEIGHT = 44;

/** Rules with their findings below them: arrows walk and fold, and what they come to is shown in its example. */
export function ProblemTree({ model }: { model: DatasetModel }) {
  const { problems } = model;
  const { at, rowCount, groups } = problems;
  const scroller = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const asked = useRef(0);
  const shown = useRef(-1);
  const hadFocus = useRef(false);
  const tree = useVirtualRows({ count: rowCount, rowHeight: ROW_HEIGHT, scroller, keep: at });
  // asked before the row that has it may go
  hadFocus.current = (document.activeElement?.closest('[role=treeitem]') ?? null) !== null;

  useLayoutEffect(() => {
    if (at !== shown.current) {
      tree.show(at, Math.abs(at - shown.current) > 1 && shown.current >= 0);
      shown.current = at;
      if (hadFocus.current) focusNext.current = true;
    }
    if (asked.current !== problems.focusAsked && current.current) {
      asked.current = problems.focusAsked;
      focusNext.current = true;
    }
    // what had it was mended away
    if (hadFocus.current && document.activeElement === document.body) focusNext.current = true;
    if (!focusNext.current) return;
    focusNext.current = false;
    if (document.hasFocus()) current.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    problems.see(tree.from, tree.to);
  }, [problems, tree.from, tree.to, rowCount]);

  const go = (index: number) => {
    focusNext.current = true;
    problems.choose(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // keys of a button in a row are its own
    if (event.target !== current.current) return;
    const row = problems.row(at);
    if (!row) return;
    const isHead = row.at < 0;
    const isOpen = problems.isOpen(row.group);
    const head = at - row.at - 1;
    if (key === 'Escape') problems.close();
    else if (key === 'ArrowRight' && isHead) {
      if (isOpen) go(at + 1);
      else problems.setOpen(row.group, true);
    } else if (key === 'ArrowLeft') {
      if (!isHead) go(head);
      else if (isOpen) problems.setOpen(row.group, false);
    } else if (key === 'Enter' || key === ' ') {
      if (isHead) problems.setOpen(row.group, !isOpen);
      else problems.enter();
    } else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
      const next = rowAfterKey(key, at, rowCount, page);
      if (next === undefined) return;
      if (next === at) tree.show(at);
      else go(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={scroller} class="scroller">
      <div
        class="virtual problem-tree"
        role="tree"
        aria-label={t('Problems by rule')}
        style={{ height: `${tree.height}px` }}
        onKeyDown={onKeyDown}
      >
        {tree.rows.map(({ index, top }) => {
          const row = problems.row(index);
          if (!row) return null;
          const { group, order } = row;
          const isHead = row.at < 0;
          const isCurrent = index === at;
          return (
            <div
              key={index}
              ref={isCurrent ? current : null}
              class={`row ${isHead ? 'head' : 'found'}${isCurrent ? ' selected current' : ''}`}
              role="treeitem"
              aria-level={isHead ? 1 : 2}
              aria-setsize={isHead ? groups.length : (group.listed ?? group.count)}
              aria-posinset={isHead ? order + 1 : row.at + 1}
              aria-selected={isCurrent}
              {...(isHead && { 'aria-expanded': problems.isOpen(group) })}
              tabIndex={isCurrent ? 0 : -1}
              style={{ transform: `translateY(${top}px)`, height: `${ROW_HEIGHT}px` }}
              onClick={() => {
                focusNext.current = true;
                if (isHead) problems.setOpen(group, !problems.isOpen(group));
                else problems.choose(index);
              }}
              onDblClick={() => {
                if (!isHead) problems.enter();
              }}
            >
              {isHead ? (
                <GroupRow model={model} group={group} tabbable={isCurrent} />
              ) : (
                <FindingRow group={group} finding={problems.finding(row)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
