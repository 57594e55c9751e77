import { useRef } from 'preact/hooks';
import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { hasFilter, isWholeFile } from '../../src/protocol/listing.ts';
import { t } from '../ui/l10n.ts';
import { VirtualList } from '../ui/virtualList.tsx';
import { copyByKey, pasteInList } from './clipboard.ts';
import { ExampleRow } from './exampleRow.tsx';
import { ListHead, listText } from './listHead.tsx';
import type { DatasetModel } from './model.ts';
import { includesLine } from './selection.ts';
import { typedNumber } from './typedNumber.ts';

export const ROW_HEIGHT = 44;

/** Keys of the list that choose or edit; false for any other. */
function editByKey(event: KeyboardEvent, model: DatasetModel): boolean {
  const { edits, selection, at, rowCount } = model;
  const { key } = event;
  const command = event.ctrlKey || event.metaKey;
  const plain = !command && !event.altKey && !event.shiftKey;
  if (command && !event.altKey && !event.shiftKey && key.toLowerCase() === 'a') model.selectAll();
  else if (plain && key === 'Escape' && model.chosen !== 1) model.choose(at);
  else if ((plain && key === 'Delete') || (event.metaKey && key === 'Backspace')) {
    if (model.chosen > 0) edits.removeExamples(selection, at);
  } else if (event.altKey && !command && !event.shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    if (isWholeFile(model.listing)) edits.moveExamples(selection, at, key === 'ArrowUp' ? -1 : 1, rowCount);
    else
      edits.refuse(
        t('Examples are moved in the list of the whole file only: clear the filter and sort by file order.'),
      );
  } else return false;
  return true;
}

export interface ExampleListProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  onOpen: () => void;
}

/** The lines of the file that are listed, one row each. */
export function ExampleList({ model, snapshot, onOpen }: ExampleListProps) {
  const editable = snapshot.readOnly === undefined;
  const typed = useRef(typedNumber()).current;
  const { rowCount } = model;
  const onKey = (event: KeyboardEvent) => {
    const number = typed(event);
    if (number !== undefined) {
      if (number >= 1 && number <= snapshot.lines) model.goTo(number - 1);
      return true;
    }
    return copyByKey(event, model) || (editable && editByKey(event, model));
  };
  return (
    <section
      class="list"
      aria-label={t('Examples')}
      onPaste={(event) => {
        if (editable) pasteInList(event, model);
      }}
      style={{ '--columns': `${'22px '.repeat(snapshot.runs.length)}24px`, '--digits': String(snapshot.lines).length }}
    >
      <div class="list-head small">
        <ListHead model={model} snapshot={snapshot} />
        <span class="figures-head">{t('tokens')}</span>
        {snapshot.runs.map((run, index) => (
          <span key={index} class="code" title={run.baseline ? t('{0} (baseline)', run.model) : run.model}>
            {run.code}
          </span>
        ))}
      </div>
      {rowCount === 0 && hasFilter(model.listing) ? (
        <p class="nothing quiet">{snapshot.list?.progress === undefined ? t('No example fits.') : t('Searching …')}</p>
      ) : (
        <VirtualList
          label={listText(snapshot)}
          count={rowCount}
          rowHeight={ROW_HEIGHT}
          selected={model.at}
          onKey={onKey}
          {...(editable ? { isChosen: (at: number) => includesLine(model.selection.lines, at) } : {})}
          onSelect={(at, choice) => {
            model.choose(at, editable ? choice : 'one');
          }}
          onOpen={onOpen}
          onSight={(from, to) => {
            model.see(from, to);
          }}
          row={(at) => (
            <ExampleRow model={model} runs={snapshot.runs} line={model.lineAt(at)} row={model.rows.get(at)} />
          )}
        />
      )}
    </section>
  );
}
