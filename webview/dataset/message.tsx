import type { MessageView, PartView } from '../../src/protocol/datasetPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { CallLinks } from './callLinks.ts';
import { Answers, Calls } from './calls.tsx';
import type { Edits } from './edits.ts';
import type { Finding } from './findingPlaces.ts';
import { Findings } from './findings.tsx';
import { ImagePart } from './imagePart.tsx';
import { ImageTools } from './imageTools.tsx';
import { InSight } from './inSight.tsx';
import { MessageTools } from './messageTools.tsx';
import type { DatasetModel } from './model.ts';
import { TextPart, type TextPartView } from './textPart.tsx';
import { Visible } from './visible.tsx';

type ImagePartView = Extract<PartView, { type: 'image' }>;

/** More pictures than this in one message are drawn as they come into sight. */
const AT_ONCE = 24;

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
  /** Whether it is the first one that other examples have otherwise. */
  differs: boolean;
  links: CallLinks;
  placed: ReadonlyMap<string, readonly Finding[]>;
  file: string;
  onLine: (line: number) => void;
}

const isImage = (part: PartView): part is ImagePartView => part.type === 'image';

/** Runs of neighbouring pictures stand side by side. */
function grouped(parts: readonly PartView[]): (TextPartView | ImagePartView[])[] {
  const groups: (TextPartView | ImagePartView[])[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (!isImage(part)) groups.push(part);
    else if (Array.isArray(last)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

export function Message(props: MessageProps) {
  const { model, line, message, index, count, edits, reference, differs, links, placed, file, onLine } = props;
  const { parts, calls = [] } = message;
  const images = parts.filter(isImage);
  const order = new Map(images.map((part, at) => [part.path, at + 1]));
  const findings = (path: string) => {
    // beneath several pictures it is said which one is meant
    const at = images.length > 1 ? order.get(path) : undefined;
    const about = at === undefined ? undefined : t('Image {0}', at);
    return path === message.path ? null : (
      <Findings findings={placed.get(path)} about={about} file={file} onLine={onLine} />
    );
  };
  const image = (part: ImagePartView) => (
    <ImagePart
      key={part.path}
      model={model}
      line={line}
      part={part}
      label={t('Image {0} of the {1} message', order.get(part.path) ?? 1, message.role)}
      tools={edits ? imageTools(edits, part) : null}
    />
  );
  const imageTools = (by: Edits, part: ImagePartView) => (
    <ImageTools
      edits={by}
      line={line}
      path={part.path}
      image={part.image}
      label={t('image {0} of message {1}', order.get(part.path) ?? 1, index + 1)}
      index={parts.indexOf(part)}
      count={parts.length}
      after={{ path: message.path, action: 'role' }}
    />
  );
  const other = (part: TextPartView) => (
    <div key={part.path}>
      <TextPart edits={edits} line={line} part={part} message={message} number={index + 1} />
      {findings(part.path)}
    </div>
  );
  const [single] = images;
  return (
    <article
      class="message"
      data-path={message.path}
      data-message={index}
      tabIndex={-1}
      aria-label={t('Message {0}: {1}', index + 1, message.role)}
    >
      <div class="message-head">
        <h2 class="role small">
          <span>{message.role === '' ? t('no role') : <Visible text={message.role} />}</span>
          {message.name === undefined ? null : (
            <span dir="auto">
              <Visible text={message.name} />
            </span>
          )}
          {reference ? <span>{t('reference answer')}</span> : null}
          {message.weight === undefined ? null : <span>{t('weight {0}', message.weight)}</span>}
          {differs ? (
            <span>
              <Icon name="diff" /> {t('differs from the other examples')}
            </span>
          ) : null}
        </h2>
        {message.answers === undefined ? null : (
          <span class="small">
            <Answers id={message.answers} links={links} />
          </span>
        )}
        {edits ? <MessageTools edits={edits} line={line} message={message} index={index} count={count} /> : null}
      </div>
      {single && images.length === 1 ? (
        <div class="beside">
          {image(single)}
          <div class="words">
            {parts.map((part) => (isImage(part) ? null : other(part)))}
            {findings(single.path)}
          </div>
        </div>
      ) : (
        grouped(parts).map((group, at) =>
          Array.isArray(group) ? (
            <div key={at}>
              <div class="pictures">
                {images.length <= AT_ONCE
                  ? group.map(image)
                  : group.map((part) => (
                      <InSight key={part.path} class="waiting" height={part.image.height ?? 120} leaves>
                        {() => image(part)}
                      </InSight>
                    ))}
              </div>
              {group.map((part) => findings(part.path))}
            </div>
          ) : (
            other(group)
          ),
        )
      )}
      {calls.length > 0 ? <Calls calls={calls} links={links} edits={edits} line={line} message={index + 1} /> : null}
      <Findings findings={placed.get(message.path)} file={file} onLine={onLine} />
      {message.extra === undefined ? null : (
        <pre class="source" dir="ltr">
          <Visible text={message.extra} />
        </pre>
      )}
    </article>
  );
}
