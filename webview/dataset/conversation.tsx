import type { DatasetSnapshot, ExampleView, MessageView } from '../../src/protocol/datasetPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { AddMessage } from './addMessage.tsx';
import { callLinks } from './callLinks.ts';
import { DeviationNote } from './deviationNote.tsx';
import { countFindings, findingsOf, placeFindings } from './findingPlaces.ts';
import { Findings } from './findings.tsx';
import { ImageViewer } from './imageViewer.tsx';
import { InlineTools } from './inlineTools.tsx';
import { Message } from './message.tsx';
import { Messages } from './messages.tsx';
import { isMarkdown, type DatasetModel } from './model.ts';
import { ModelAnswers } from './modelAnswers.tsx';
import { NearestExamples } from './nearestExamples.tsx';
import { OtherKeys } from './otherLine.tsx';
import { Predictions } from './predictions.tsx';
import { ReadingProvider, useNewReading } from './reading.ts';
import { SharedFold } from './sharedFold.tsx';

export interface ConversationProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  example: ExampleView;
}

/** What the outputs of a preference line are called. */
const sectionTitle = (section: MessageView['section']) =>
  section === 'preferred' ? t('preferred output') : t('output not preferred');

/** The example's own messages, by the output of a preference line they belong to. */
function sectionsOf(messages: readonly MessageView[], from: number) {
  const sections: { section: MessageView['section']; from: number; messages: MessageView[] }[] = [];
  for (const [at, message] of messages.entries()) {
    const last = sections.at(-1);
    if (last && last.section === message.section) last.messages.push(message);
    else sections.push({ section: message.section, from: from + at, messages: [message] });
  }
  return sections.length > 0 ? sections : [{ section: undefined, from, messages: [] }];
}

/** The reference answer as it stands in the line now. */
function labelText({ label, messages }: ExampleView): string | undefined {
  const part = messages.at(-1)?.parts.find(({ path }) => path === label?.path);
  return part?.type === 'text' ? part.text.trim() : undefined;
}

/** An example as the conversation it is: shared messages folded, its own ones open, predictions below. */
export function Conversation({ model, snapshot, example }: ConversationProps) {
  const reading = useNewReading(isMarkdown(model));
  const { messages, deviation, line } = example;
  const placed = placeFindings(example.findings, messages);
  const links = callLinks(messages);
  const sharedCount = example.sharesPrefix ? snapshot.shared.messages : 0;
  const shared = messages.slice(0, sharedCount);
  const last = messages.at(-1);
  const edits = snapshot.readOnly === undefined ? model.edits : undefined;
  const onLine = (to: number) => {
    model.select(to);
  };
  const message = (view: MessageView, index: number) => (
    <Message
      key={view.path}
      model={model}
      line={line}
      message={view}
      index={index}
      count={messages.length}
      edits={edits}
      reference={view === last && view.role === 'assistant' && view.section === undefined}
      differs={index === deviation?.message}
      links={links}
      placed={placed}
      file={snapshot.name}
      onLine={onLine}
    />
  );
  return (
    <ReadingProvider value={reading}>
      {sharedCount > 0 ? (
        <SharedFold
          model={model}
          snapshot={snapshot}
          problems={countFindings(shared.flatMap((each) => findingsOf(each, placed)))}
        >
          {edits ? <p class="aside quiet">{t('Editing this example only')}</p> : null}
          <Messages messages={shared} from={0}>
            {message}
          </Messages>
        </SharedFold>
      ) : null}
      {deviation ? <DeviationNote deviation={deviation} shared={snapshot.shared.messages} messages={messages} /> : null}
      <div class="line-findings">
        <Findings findings={placed.get('')} file={snapshot.name} onLine={onLine} />
      </div>
      {sectionsOf(messages.slice(sharedCount), sharedCount).map((part) => (
        <div key={part.from} class="conversation-section">
          {part.section === undefined ? null : <p class="section-title small">{sectionTitle(part.section)}</p>}
          <Messages messages={part.messages} from={part.from}>
            {message}
          </Messages>
          {edits ? (
            <AddMessage edits={edits} example={{ line, messages: part.messages.length > 0 ? part.messages : shared }} />
          ) : null}
        </div>
      ))}
      <OtherKeys text={example.text} />
      {edits && line === snapshot.lines - 1 ? (
        <div class="add add-example">
          <TextButton
            action="add-example"
            onClick={() => {
              edits.addExample(line + 1, snapshot.shared.messages, model.placeBehind);
            }}
          >
            <Icon name="add" /> {t('Add example')}
          </TextButton>
        </div>
      ) : null}
      <ImageViewer model={model} example={example} placed={placed} file={snapshot.name} />
      <Predictions
        runs={snapshot.runs}
        predictions={example.predictions}
        label={labelText(example)}
        inline={edits && example.label ? model.inline : undefined}
        onRate={({ run, exampleId }, rating) =>
          void model.edits.attempt(() => model.host.rateAnswer(run, exampleId, rating))
        }
      />
      <ModelAnswers answers={example.asked ?? []} inline={edits && example.label ? model.inline : undefined} />
      <InlineTools inline={model.inline} example={example} editable={edits !== undefined} />
      <NearestExamples inline={model.inline} model={model} />
    </ReadingProvider>
  );
}
