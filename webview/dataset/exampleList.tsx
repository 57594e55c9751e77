import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { percentRead } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { VirtualList } from '../ui/virtualList.tsx';
import { clipboardByKey } from './clipboard.ts';
import { ExampleRow } from './exampleRow.tsx';
import type { DatasetModel } from './model.ts';
import { includesLine } from './selection.ts';

export const ROW_HEIGHT = 44;

/** Keys of the list that choose or edit; false for any other. */
function editByKey(event: KeyboardEvent, model: DatasetModel, count: number): boolean {
  const { edits, selection, place } = model;
  const { key } = event;
  const command = event.ctrlKey || event.metaKey;
  const plain = !command && !event.altKey && !event.shiftKey;
  if (command && !event.altKey && !event.shiftKey && key.toLowerCase() === 'a') model.selectAll();
  else if (plain && key === 'Escape' && model.chosen !== 1) model.select(place.line);
  else if ((plain && key === 'Delete') || (event.metaKey && key === 'Backspace')) {
    if (model.chosen > 0) edits.removeExamples(selection, place.line);
  } else if (event.altKey && !command && !event.shiftKey && (key === 'ArrowUp' || key === 'ArrowDown'))
    edits.moveExamples(selection, place.line, key === 'ArrowUp' ? -1 : 1, count);
  else return false;
  return true;
}

export interface ExampleListProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  reading: boolean;
  onOpen: () => void;
}

/** Every line of the file, one row each. */
export function ExampleList({ model, snapshot, reading, onOpen }: ExampleListProps) {
  const editable = snapshot.readOnly === undefined;
  const count = plural(snapshot.lines, '{0} example', '{0} examples');
  return (
    <section
      class="list"
      aria-label={t('Examples')}
      style={{ '--columns': `${'22px '.repeat(snapshot.runs.length)}24px`, '--digits': String(snapshot.lines).length }}
    >
      <div class="list-head small">
        <span class="cut">
          {count}
          {reading ? ` · ${t('reading {0} %', percentRead(snapshot.indexed, snapshot.size))}` : ''}
        </span>
        {snapshot.runs.map((run, index) => (
          <span key={index} class="code" title={run.baseline ? t('{0} (baseline)', run.model) : run.model}>
            {run.code}
          </span>
        ))}
      </div>
      <VirtualList
        label={count}
        count={snapshot.lines}
        rowHeight={ROW_HEIGHT}
        selected={model.place.line}
        {...(editable ? { isChosen: (line: number) => includesLine(model.selection.lines, line) } : {})}
        onKey={(event) =>
          clipboardByKey(event, model, editable) || (editable && editByKey(event, model, snapshot.lines))
        }
        onSelect={(line, choice) => {
          model.select(line, editable ? choice : 'one');
        }}
        onOpen={onOpen}
        onSight={(from, to) => {
          model.rows.show(from, to);
        }}
        row={(line) => <ExampleRow model={model} runs={snapshot.runs} line={line} row={model.rows.get(line)} />}
      />
    </section>
  );
}
