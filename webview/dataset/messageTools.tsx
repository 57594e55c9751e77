import type { MessageView, PartView } from '../../src/protocol/datasetPage.ts';
import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { Select } from '../ui/select.tsx';
import { Tools } from '../ui/tools.tsx';
import { neighbour, type Edits } from './edits.ts';
import { InsertImage } from './insertImage.tsx';
import { NameField } from './nameField.tsx';

const ROLES = ['system', 'user', 'assistant', 'tool'];

/** How many parts the content has; a refusal beside it is none of them. */
const contentParts = (parts: readonly PartView[]): number =>
  parts.filter(({ path }) => /\/content(\/\d+)?$/.test(path)).length;

export interface MessageToolsProps {
  edits: Edits;
  line: number;
  message: MessageView;
  /** Its place among the messages of the example, from 0, and how many they are. */
  index: number;
  count: number;
}

/** What can be done with a message as a whole. */
export function MessageTools({ edits, line, message, index, count }: MessageToolsProps) {
  const { path, role, weight, parts } = message;
  const number = index + 1;
  const move = (by: -1 | 1, action: string) => {
    const there = neighbour(path, by);
    void edits.make({ kind: 'move', line, path, by }, [
      { path: there, action },
      { path: there, action: 'move-up' },
      { path: there, action: 'move-down' },
    ]);
  };
  const weights = [
    { value: '', text: t('weight not set') },
    { value: '1', text: t('weight {0}', 1) },
    { value: '0', text: t('weight {0}', 0) },
    ...(weight === undefined || weight === 0 || weight === 1
      ? []
      : [{ value: String(weight), text: t('weight {0}', weight) }]),
  ];
  return (
    <Tools label={t('Message {0}: {1}', number, role)}>
      <Select
        label={t('Role of message {0}', number)}
        value={role}
        choices={[...new Set([...ROLES, role])].map((value) => ({ value, text: value }))}
        action="role"
        onChange={(value) => void edits.make({ kind: 'role', line, path, role: value }, [{ path, action: 'role' }])}
      />
      {role === 'assistant' ? (
        <Select
          label={t('Weight of message {0}', number)}
          value={weight === undefined ? '' : String(weight)}
          choices={weights}
          action="weight"
          onChange={(value) =>
            void edits.make({ kind: 'weight', line, path, weight: value === '1' ? 1 : value === '0' ? 0 : undefined }, [
              { path, action: 'weight' },
            ])
          }
        />
      ) : null}
      <NameField edits={edits} line={line} path={path} name={message.name} message={number} />
      {role === 'tool' ? null : (
        <IconButton
          icon="add"
          label={t('Add text to message {0}', number)}
          action="add-text"
          onClick={() =>
            void edits.make({ kind: 'addPart', line, path }, [
              { path: `${path}/content/${contentParts(parts)}`, action: 'write' },
            ])
          }
        />
      )}
      <IconButton
        icon="arrow-up"
        label={t('Move message {0} up', number)}
        action="move-up"
        disabled={index === 0}
        onClick={() => {
          move(-1, 'move-up');
        }}
      />
      <IconButton
        icon="arrow-down"
        label={t('Move message {0} down', number)}
        action="move-down"
        disabled={index === count - 1}
        onClick={() => {
          move(1, 'move-down');
        }}
      />
      {role === 'user' ? <InsertImage edits={edits} line={line} path={path} number={number} /> : null}
      <IconButton
        icon="copy"
        label={t('Duplicate message {0}', number)}
        action="duplicate"
        onClick={() =>
          void edits.make({ kind: 'duplicate', line, path }, [{ path: neighbour(path, 1), action: 'duplicate' }])
        }
      />
      <IconButton
        icon="trash"
        label={t('Delete message {0}', number)}
        action="remove"
        onClick={() =>
          void edits.make({ kind: 'remove', line, path }, [
            { path, action: 'remove' },
            { path: neighbour(path, -1), action: 'remove' },
            { path: '', action: 'add' },
          ])
        }
      />
    </Tools>
  );
}
