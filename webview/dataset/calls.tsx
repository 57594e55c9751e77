import type { CallView } from '../../src/protocol/conversation.ts';
import { LinkButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { CallLinks } from './callLinks.ts';
import { EditableText } from './editableText.tsx';
import type { Edits } from './edits.ts';
import { LongText } from './longText.tsx';
import { showMessage } from './showMessage.ts';
import { Text } from './text.tsx';
import { Visible } from './visible.tsx';

interface LinkProps {
  children: string;
  /** From 0. */
  message: number;
}

function MessageLink({ children, message }: LinkProps) {
  return (
    <LinkButton
      onClick={() => {
        showMessage(message);
      }}
    >
      {children}
    </LinkButton>
  );
}

/** What a tool's message is the result of. */
export function Answers({ id, links }: { id: string; links: CallLinks }) {
  const call = links.calls.get(id);
  return (
    <span class="call-link">
      <Icon name="reply" />{' '}
      {call ? (
        <MessageLink message={call.message}>
          {call.name === '' ? t('result of message {0}', call.message + 1) : t('result of {0}', call.name)}
        </MessageLink>
      ) : (
        t('result of a call that is not here')
      )}{' '}
      <span class="code">
        <Visible text={id} />
      </span>
    </span>
  );
}

interface CallsProps {
  calls: readonly CallView[];
  links: CallLinks;
  /** `undefined` where nothing can be edited. */
  edits: Edits | undefined;
  line: number;
  /** Number of the message, from 1. */
  message: number;
}

/** What the assistant calls: the tool's name, its arguments, and where the result stands. */
export function Calls({ calls, links, edits, line, message }: CallsProps) {
  return (
    <ul class="calls" aria-label={t('Calls of message {0}', message)}>
      {calls.map((call) => {
        const result = links.results.get(call.id);
        return (
          <li key={call.path} class="call">
            <p class="call-head">
              <Icon name="tools" />{' '}
              <span class="call-name">
                {call.name === '' ? t('call without a name') : <Visible text={call.name} />}
              </span>{' '}
              <span class="code quiet">
                <Visible text={call.id} />
              </span>
              {result === undefined ? null : (
                <MessageLink message={result}>{t('result: message {0}', result + 1)}</MessageLink>
              )}
            </p>
            <Arguments call={call} edits={edits} line={line} message={message} />
            {call.extra === undefined ? null : <pre class="source">{call.extra}</pre>}
          </li>
        );
      })}
    </ul>
  );
}

function Arguments({ call, edits, line, message }: { call: CallView } & Omit<CallsProps, 'calls' | 'links'>) {
  const { written, json } = call;
  const view =
    json === undefined ? undefined : (
      <LongText text={json} path={`${call.path}/arguments`}>
        {(shown) => (
          <pre class="source" dir="ltr" data-text tabIndex={-1}>
            <Visible text={shown} />
          </pre>
        )}
      </LongText>
    );
  if (!written) return <>{view ?? <p class="quiet">{t('no arguments')}</p>}</>;
  if (!edits) return <>{view ?? <Text text={written.text} path={written.path} />}</>;
  return (
    <EditableText
      edits={edits}
      line={line}
      path={written.path}
      text={written.text}
      label={t('Edit arguments of {0} in message {1}', call.name, message)}
      view={view}
    />
  );
}
