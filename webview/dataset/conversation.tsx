import type { DatasetSnapshot, ExampleView } from '../../src/protocol/datasetPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { problemText } from '../ui/marks.tsx';
import { AddMessage } from './addMessage.tsx';
import { countFindings, findingsOf, placeFindings } from './findingPlaces.ts';
import { Findings } from './findings.tsx';
import { ImageViewer } from './imageViewer.tsx';
import { Message } from './message.tsx';
import type { DatasetModel } from './model.ts';
import { Predictions } from './predictions.tsx';

export interface ConversationProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  example: ExampleView;
}

/** An example as the conversation it is: shared messages folded, its own ones open, predictions below. */
export function Conversation({ model, snapshot, example }: ConversationProps) {
  const placed = placeFindings(example.findings, example.messages);
  const sharedCount = example.sharesPrefix ? snapshot.shared.messages : 0;
  const shared = example.messages.slice(0, sharedCount);
  const own = example.messages.slice(sharedCount);
  const open = model.place.sharedOpen;
  const sharedProblems = problemText(countFindings(shared.flatMap((message) => findingsOf(message, placed))));
  const last = example.messages.at(-1);
  const edits = snapshot.readOnly === undefined ? model.edits : undefined;
  const onLine = (line: number) => {
    model.select(line);
  };
  const message = (view: ExampleView['messages'][number]) => (
    <Message
      key={view.path}
      model={model}
      line={example.line}
      message={view}
      index={example.messages.indexOf(view)}
      count={example.messages.length}
      edits={edits}
      reference={view === last && view.role === 'assistant'}
      placed={placed}
      file={snapshot.name}
      onLine={onLine}
    />
  );
  return (
    <>
      {sharedCount > 0 ? (
        <button
          type="button"
          class="fold"
          aria-expanded={open}
          onClick={() => {
            model.setPlace({ sharedOpen: !open });
          }}
        >
          <Icon name={open ? 'chevron-down' : 'chevron-right'} />
          <span class="cut">
            {sharedCount === 1
              ? t('1 message shared by all {0} examples', snapshot.shared.examples)
              : t('{0} messages shared by all {1} examples', sharedCount, snapshot.shared.examples)}
            <span class="quiet">
              {snapshot.shared.description === '' ? '' : `: ${snapshot.shared.description}`}
              {sharedProblems === '' ? '' : ` · ${sharedProblems}`}
            </span>
          </span>
        </button>
      ) : null}
      {sharedCount > 0 && open ? (
        <div class="shared">
          {edits ? <p class="aside quiet">{t('Editing this example only')}</p> : null}
          {shared.map(message)}
        </div>
      ) : null}
      {!example.sharesPrefix && snapshot.shared.messages > 0 ? (
        <p class="aside quiet">
          {t('This example does not begin with the {0} messages that the others share.', snapshot.shared.messages)}
        </p>
      ) : null}
      <div class="line-findings">
        <Findings findings={placed.get('')} file={snapshot.name} onLine={onLine} />
      </div>
      {own.map(message)}
      {edits ? <AddMessage edits={edits} example={example} /> : null}
      <ImageViewer model={model} example={example} placed={placed} file={snapshot.name} />
      <Predictions runs={snapshot.runs} predictions={example.predictions} />
    </>
  );
}
