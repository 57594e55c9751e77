import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { percentRead } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { VirtualList } from '../ui/virtualList.tsx';
import { ExampleRow } from './exampleRow.tsx';
import type { DatasetModel } from './model.ts';

export const ROW_HEIGHT = 44;

export interface ExampleListProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  reading: boolean;
  onOpen: () => void;
}

/** Every line of the file, one row each. */
export function ExampleList({ model, snapshot, reading, onOpen }: ExampleListProps) {
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
        onSelect={(line) => {
          model.select(line);
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
