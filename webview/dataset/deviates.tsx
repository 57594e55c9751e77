import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';

/** Marks a row whose example does not begin as most others do. */
export function Deviates() {
  return (
    <span class="deviates">
      <Icon name="diff" label={t('Differs from the messages that the others share')} />{' '}
    </span>
  );
}
