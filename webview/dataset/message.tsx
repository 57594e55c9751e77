import type { MessageView, PartView } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';
import { EditableText } from './editableText.tsx';
import type { Edits } from './edits.ts';
import type { Finding } from './findingPlaces.ts';
import { Findings } from './findings.tsx';
import { ImagePart } from './imagePart.tsx';
import { ImageTools } from './imageTools.tsx';
import { MessageTools } from './messageTools.tsx';
import type { DatasetModel } from './model.ts';
import { Text } from './text.tsx';

type ImagePartView = Extract<PartView, { type: 'image' }>;

export interface MessageProps {
  model: DatasetModel;
  line: number;
  message: MessageView;
  /** Its place among the messages of the example, from 0, and how many they are. */
  index: number;
  count: number;
  /** `undefined` where nothing can be edited. */
  edits: Edits | undefined;
  /** Whether it is the answer the others are measured against. */
  reference: boolean;
  placed: ReadonlyMap<string, readonly Finding[]>;
  file: string;
  onLine: (line: number) => void;
}

const isImage = (part: PartView): part is ImagePartView => part.type === 'image';

/** Runs of neighbouring pictures stand side by side. */
function grouped(parts: readonly PartView[]): (PartView | ImagePartView[])[] {
  const groups: (PartView | ImagePartView[])[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (!isImage(part)) groups.push(part);
    else if (Array.isArray(last)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

export function Message(props: MessageProps) {
  const { model, line, message, index, count, edits, reference, placed, file, onLine } = props;
  const images = message.parts.filter(isImage);
  const findings = (path: string) =>
    path === message.path ? null : <Findings findings={placed.get(path)} file={file} onLine={onLine} />;
  const image = (part: ImagePartView) => (
    <ImagePart
      key={part.path}
      model={model}
      line={line}
      part={part}
      label={t('Image {0} of the {1} message', images.indexOf(part) + 1, message.role)}
      tools={
        edits ? (
          <ImageTools
            edits={edits}
            line={line}
            path={part.path}
            image={part.image}
            label={t('image {0} of message {1}', images.indexOf(part) + 1, index + 1)}
            after={{ path: message.path, action: 'role' }}
          />
        ) : null
      }
    />
  );
  const other = (part: Exclude<PartView, ImagePartView>) => (
    <div key={part.path}>
      {part.type === 'other' ? (
        <pre class="source">{part.json}</pre>
      ) : edits ? (
        <EditableText
          edits={edits}
          line={line}
          path={part.path}
          text={part.text}
          label={t('Edit text of message {0}', index + 1)}
        />
      ) : (
        <Text text={part.text} />
      )}
      {findings(part.path)}
    </div>
  );
  const [single] = images;
  return (
    <article class="message" data-path={message.path}>
      <div class="message-head">
        <h2 class="role small">
          <span>{message.role}</span>
          {message.name === undefined ? null : <span>{message.name}</span>}
          {reference ? <span>{t('reference answer')}</span> : null}
          {message.weight === undefined ? null : <span>{t('weight {0}', message.weight)}</span>}
        </h2>
        {edits ? <MessageTools edits={edits} line={line} message={message} index={index} count={count} /> : null}
      </div>
      {single && images.length === 1 ? (
        <div class="beside">
          {image(single)}
          <div class="words">
            {message.parts.map((part) => (isImage(part) ? null : other(part)))}
            {findings(single.path)}
          </div>
        </div>
      ) : (
        grouped(message.parts).map((group, at) =>
          Array.isArray(group) ? (
            <div key={at}>
              <div class="pictures">{group.map(image)}</div>
              {group.map((part) => findings(part.path))}
            </div>
          ) : isImage(group) ? null : (
            other(group)
          ),
        )
      )}
      <Findings findings={placed.get(message.path)} file={file} onLine={onLine} />
      {message.extra === undefined ? null : <pre class="source">{message.extra}</pre>}
    </article>
  );
}
