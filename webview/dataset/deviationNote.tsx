import type { Deviation } from '../../src/protocol/conversation.ts';
import type { MessageView } from '../../src/protocol/datasetPage.ts';
import { LinkButton } from '../ui/controls.tsx';
import { DiffText } from '../ui/diffText.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { showMessage } from './showMessage.ts';

/** Longer texts are not compared word by word. */
const MOST_COMPARED = 2000;

/** What the message differs in, a half sentence. */
function howText({ how, expected = '' }: Deviation): string {
  switch (how) {
    case 'missing':
      return expected === '' ? t('no message follows them') : t('the others have a message of the {0} there', expected);
    case 'role':
      return t('the others have the role {0} there', expected);
    case 'text':
      return t('its text is another');
    case 'images':
      return t('its images are others');
    case 'other':
      return t('something beside its text and images is different');
    case 'spelling':
      return t('it says the same, written with other blanks, escapes or order of keys');
  }
}

export interface DeviationNoteProps {
  deviation: Deviation;
  /** How many messages the others share. */
  shared: number;
  messages: readonly MessageView[];
}

/** Says that an example does not begin as the others do, where it first differs, and how. */
export function DeviationNote({ deviation, shared, messages }: DeviationNoteProps) {
  const own = messages[deviation.message];
  const text = own?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n') ?? '';
  const { how, expected } = deviation;
  const compared =
    how === 'text' && expected !== undefined && Math.max(text.length, expected.length) <= MOST_COMPARED
      ? expected
      : undefined;
  return (
    <div class="aside deviation">
      <p class="quiet">
        <Icon name="diff" />{' '}
        {shared === 1
          ? t('This example does not begin with the message that the others share.')
          : t('This example does not begin with the {0} messages that the others share.', shared)}
      </p>
      <p>
        {own ? (
          <LinkButton
            onClick={() => {
              showMessage(deviation.message);
            }}
          >
            {t('Message {0} differs', deviation.message + 1)}
          </LinkButton>
        ) : (
          t('Message {0} is missing', deviation.message + 1)
        )}
        {`: ${howText(deviation)}.`}
      </p>
      {compared === undefined ? null : (
        <div class="compared">
          <DiffText answer={text} reference={compared} />
          <p class="small">
            <ins>{t('here alone')}</ins> <del>{t('in the others')}</del>
          </p>
        </div>
      )}
    </div>
  );
}
