import { useCallback, useRef } from 'preact/hooks';
import { useMedia, useModel } from '../ui/hooks.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Splitter } from '../ui/splitter.tsx';
import { ExampleList } from './exampleList.tsx';
import { ExamplePane } from './examplePane.tsx';
import type { DatasetModel } from './model.ts';
import { Toolbar } from './toolbar.tsx';

/** Room that both sides always keep, in pixels. */
const NARROWEST = { list: 200, example: 280, listHeight: 88, exampleHeight: 160 };

function Notice({ text }: { text: string }) {
  return (
    <p class="notice" role="alert">
      <Icon name="error" tone="error" /> {text}
    </p>
  );
}

export function App({ model }: { model: DatasetModel }) {
  useModel(model);
  const narrow = useMedia('(max-width: 700px)');
  const pane = useRef<HTMLElement>(null);
  const focusPane = useCallback(() => pane.current?.focus(), []);
  const { snapshot, place } = model;
  const failure = snapshot?.failure ?? model.failure;
  if (!snapshot) return <main class="page">{failure === undefined ? null : <Notice text={failure} />}</main>;

  const reading = snapshot.indexed < snapshot.size;
  return (
    <main class="page dataset">
      {failure === undefined ? null : <Notice text={failure} />}
      {model.edits.failure === undefined ? null : <Notice text={model.edits.failure} />}
      <Toolbar model={model} snapshot={snapshot} />
      {snapshot.lines === 0 ? (
        <h1 class="empty">
          {reading
            ? t('Reading {0} …', snapshot.name)
            : t('{0} is empty: every line of it will be one example.', snapshot.name)}
        </h1>
      ) : (
        <div
          class={narrow ? 'sides stacked' : 'sides'}
          style={{ '--list': `${narrow ? place.listHeight : place.listWidth}px` }}
        >
          <ExampleList model={model} snapshot={snapshot} onOpen={focusPane} />
          <Splitter
            label={t('Size of the list')}
            orientation={narrow ? 'horizontal' : 'vertical'}
            size={narrow ? place.listHeight : place.listWidth}
            smallest={narrow ? NARROWEST.listHeight : NARROWEST.list}
            largest={narrow ? innerHeight - NARROWEST.exampleHeight : innerWidth - NARROWEST.example}
            onSize={(size) => {
              model.setPlace(narrow ? { listHeight: size } : { listWidth: size });
            }}
          />
          <ExamplePane model={model} snapshot={snapshot} pane={pane} />
        </div>
      )}
    </main>
  );
}
