import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { Tools } from '../ui/tools.tsx';
import { neighbour, type Control, type Edits } from './edits.ts';

export interface PartToolsProps {
  edits: Edits;
  line: number;
  path: string;
  /** What the part is called, as "text 1 of message 3". */
  label: string;
  /** Its place among the parts of the message, from 0, and how many they are. */
  index: number;
  count: number;
  /** What gets the focus when there is no part left. */
  after: Control;
}

/** Moves a part of a message among the others. */
export function PartMoves({ edits, line, path, label, index, count }: Omit<PartToolsProps, 'after'>) {
  const move = (by: -1 | 1, action: string) => {
    const there = neighbour(path, by);
    void edits.make({ kind: 'move', line, path, by }, [
      { path: there, action },
      { path: there, action: 'part-up' },
      { path: there, action: 'part-down' },
    ]);
  };
  return (
    <>
      <IconButton
        icon="arrow-up"
        label={t('Move {0} up', label)}
        action="part-up"
        disabled={index === 0}
        onClick={() => {
          move(-1, 'part-up');
        }}
      />
      <IconButton
        icon="arrow-down"
        label={t('Move {0} down', label)}
        action="part-down"
        disabled={index === count - 1}
        onClick={() => {
          move(1, 'part-down');
        }}
      />
    </>
  );
}

/** What can be done with a part of a message that is no picture. */
export function PartTools({ after, ...place }: PartToolsProps) {
  const { edits, line, path, label } = place;
  return (
    <Tools label={t('Part: {0}', label)}>
      <PartMoves {...place} />
      <IconButton
        icon="copy"
        label={t('Duplicate {0}', label)}
        action="part-duplicate"
        onClick={() =>
          void edits.make({ kind: 'duplicate', line, path }, [{ path: neighbour(path, 1), action: 'part-duplicate' }])
        }
      />
      <IconButton
        icon="trash"
        label={t('Delete {0}', label)}
        action="part-remove"
        onClick={() =>
          void edits.make({ kind: 'remove', line, path }, [
            { path, action: 'part-remove' },
            { path: neighbour(path, -1), action: 'part-remove' },
            after,
          ])
        }
      />
    </Tools>
  );
}
