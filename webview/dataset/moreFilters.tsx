import type { Listing } from '../../src/protocol/listing.ts';
import { TextButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { PopupButton } from '../ui/popup.tsx';
import { Select } from '../ui/select.tsx';

const ROLES = ['system', 'user', 'assistant', 'tool'];
const IMAGES: readonly { value: string; images: Listing['images'] }[] = [
  { value: '', images: undefined },
  { value: '0', images: { least: 0, most: 0 } },
  { value: '1', images: { least: 1, most: 1 } },
  { value: '2', images: { least: 2, most: 2 } },
  { value: '3', images: { least: 3 } },
];

function imagesText(value: string): string {
  if (value === '') return t('Any number');
  if (value === '0') return t('None');
  return value === '3' ? t('3 or more') : value;
}

export interface MoreFiltersProps {
  listing: Listing;
  onList: (listing: Listing) => void;
}

/** Filters that are used now and then: role, number of images, answer. */
export function MoreFilters({ listing, onList }: MoreFiltersProps) {
  const { role, images, answer, ...others } = listing;
  const chosen = [role, images, answer].filter((filter) => filter !== undefined).length;
  const list = (change: { role?: string | undefined; images?: Listing['images']; answer?: string | undefined }) => {
    const wanted = { role, images, answer, ...change };
    onList({
      ...others,
      ...(wanted.role !== undefined && { role: wanted.role }),
      ...(wanted.images && { images: wanted.images }),
      ...(wanted.answer !== undefined && { answer: wanted.answer }),
    });
  };
  const known = IMAGES.find((choice) => JSON.stringify(choice.images) === JSON.stringify(images));
  return (
    <PopupButton
      label={t('More filters')}
      kind="dialog"
      on={chosen > 0}
      content={(close) => (
        <form
          class="filters"
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <span class="quiet">{t('Role')}</span>
          <Select
            label={t('Role')}
            value={role ?? ''}
            choices={[
              { value: '', text: t('Any role') },
              ...[...new Set([...ROLES, ...(role === undefined ? [] : [role])])].map((value) => ({
                value,
                text: value,
              })),
            ]}
            onChange={(value) => {
              list({ role: value === '' ? undefined : value });
            }}
          />
          <span class="quiet">{t('Images')}</span>
          <Select
            label={t('Number of images')}
            value={known?.value ?? ''}
            choices={IMAGES.map(({ value }) => ({ value, text: imagesText(value) }))}
            onChange={(value) => {
              list({ images: IMAGES.find((choice) => choice.value === value)?.images });
            }}
          />
          <span class="quiet">{t('Answer')}</span>
          <input
            class="find-input boxed"
            type="text"
            aria-label={t('Answer')}
            placeholder={t('The whole answer')}
            defaultValue={answer ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              list({ answer: value.trim() === '' ? undefined : value });
            }}
            onKeyDown={(event) => {
              // undo is the field's own here
              if (event.key !== 'Escape' && event.key !== 'F3') event.stopPropagation();
            }}
          />
          <span />
          <TextButton
            disabled={chosen === 0}
            onClick={() => {
              onList(others);
              close();
            }}
          >
            {t('Clear')}
          </TextButton>
        </form>
      )}
    >
      {t('More filters')}
      {chosen > 0 ? <span class="count">{chosen}</span> : null}
    </PopupButton>
  );
}
