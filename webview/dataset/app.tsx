import { useCallback, useRef } from 'preact/hooks';
import { useMedia, useModel } from '../ui/hooks.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Splitter } from '../ui/splitter.tsx';
import { CropDialog } from './cropDialog.tsx';
import { DropImages } from './dropImages.tsx';
import { ExampleList } from './exampleList.tsx';
import { ExamplePane } from './examplePane.tsx';
import { EmptyFile } from './emptyFile.tsx';
import { KeyboardHelp } from './keyboardHelp.tsx';
import { LiveRegion } from './liveRegion.tsx';
import type { DatasetModel } from './model.ts';
import { ProblemList } from './problemList.tsx';
import { ReencodeDialog } from './reencodeDialog.tsx';
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
      {snapshot.lines === 0 && failure !== undefined ? null : snapshot.lines === 0 ? (
        <EmptyFile model={model} snapshot={snapshot} reading={reading} />
      ) : (
        <div
          class={narrow ? 'sides stacked' : 'sides'}
          style={{ '--list': `${narrow ? place.listHeight : place.listWidth}px` }}
        >
          {place.problems ? (
            <ProblemList model={model} snapshot={snapshot} />
          ) : (
            <ExampleList model={model} snapshot={snapshot} onOpen={focusPane} />
          )}
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
      <DropImages model={model} />
      <CropDialog model={model} />
      <ReencodeDialog model={model} snapshot={snapshot} />
      <LiveRegion model={model} snapshot={snapshot} />
      <KeyboardHelp />
    </main>
  );
}
