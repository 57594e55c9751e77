import type { MessageView, PartView } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';
import { EditableText } from './editableText.tsx';
import type { Edits } from './edits.ts';
import { LongText } from './longText.tsx';
import { PartTools } from './partTools.tsx';
import { Text } from './text.tsx';
import { Visible } from './visible.tsx';

/** A part of a message that is no picture. */
export type TextPartView = Exclude<PartView, { type: 'image' }>;

export interface TextPartProps {
  /** `undefined` where nothing can be edited. */
  edits: Edits | undefined;
  line: number;
  part: TextPartView;
  /** The one it belongs to, and its number from 1. */
  message: MessageView;
  number: number;
}

/** A text of a message, or the JSON of a part of another kind, with what can be done with it. */
export function TextPart({ edits, line, part, message, number }: TextPartProps) {
  const inList = message.parts.filter(({ path }) => /\/content\/\d+$/.test(path));
  const index = inList.indexOf(part);
  const texts = message.parts.filter(({ type }) => type === 'text');
  const name =
    part.type === 'text'
      ? t('text {0} of message {1}', texts.indexOf(part) + 1, number)
      : t('part {0} of message {1}', index + 1, number);
  const tools =
    edits && index >= 0 && inList.length > 1 ? (
      <PartTools
        edits={edits}
        line={line}
        path={part.path}
        label={name}
        index={index}
        count={inList.length}
        after={{ path: message.path, action: 'role' }}
      />
    ) : null;
  if (part.type === 'other')
    return (
      <div class="editable with-tools" data-path={part.path}>
        <LongText text={part.json} path={part.path}>
          {(shown) => (
            <pre class="source" dir="ltr">
              <Visible text={shown} />
            </pre>
          )}
        </LongText>
        {tools}
      </div>
    );
  return (
    <>
      {part.refusal ? <p class="small">{t('refusal')}</p> : null}
      {edits ? (
        <EditableText
          edits={edits}
          line={line}
          path={part.path}
          text={part.text}
          label={texts.length > 1 ? t('Edit {0}', name) : t('Edit text of message {0}', number)}
          tools={tools}
        />
      ) : (
        <Text text={part.text} path={part.path} />
      )}
    </>
  );
}
