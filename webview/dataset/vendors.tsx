import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import type { VendorVerdict } from '../../src/protocol/problems.ts';
import { LinkButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import { MenuButton } from '../ui/menu.tsx';
import type { DatasetModel } from './model.ts';

/** "3 URL images", or how many errors there are. */
const reasonText = ({ errors, reason }: VendorVerdict) => reason ?? plural(errors, '{0} error', '{0} errors');

function Mark({ errors }: VendorVerdict) {
  return errors === 0 ? <Icon name="check" tone="right" /> : <Icon name="error" tone="error" />;
}

/**
 * For whom the file is fit: the vendor whose rules are checked, from whose menu another is chosen, and beside it the
 * others as far as there is room.
 */
export function Vendors({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { vendors } = snapshot;
  const { problems } = model;
  const chosen = vendors.find((vendor) => vendor.chosen);
  if (!chosen) return null;
  return (
    <div class="vendors" role="group" aria-label={t('Valid for')}>
      <MenuButton
        label={t('Check for')}
        on={false}
        title={t('The vendor whose rules this file is checked against')}
        sections={[
          {
            heading: t('Check for'),
            items: vendors.map((vendor) => ({
              text: vendor.name,
              detail: vendor.errors === 0 ? t('ok') : reasonText(vendor),
              checked: vendor.chosen,
              onChoose: () => {
                if (!vendor.chosen) problems.chooseVendor(vendor.id);
              },
            })),
          },
        ]}
      >
        <Mark {...chosen} />
        {chosen.name}
        {chosen.errors === 0 ? <span class="unseen">{t('no errors')}</span> : null}
      </MenuButton>
      {chosen.errors === 0 ? null : (
        <LinkButton
          title={plural(chosen.errors, '{0} error', '{0} errors')}
          onClick={() => {
            problems.open();
          }}
        >
          {reasonText(chosen)}
        </LinkButton>
      )}
      <ul>
        {vendors
          .filter((vendor) => !vendor.chosen)
          .map((vendor) => (
            <li key={vendor.id} title={vendor.errors === 0 ? '' : plural(vendor.errors, '{0} error', '{0} errors')}>
              <Mark {...vendor} />
              {vendor.errors === 0 ? vendor.name : t('{0}: {1}', vendor.name, reasonText(vendor))}
              {vendor.errors === 0 ? <span class="unseen">{t('no errors')}</span> : null}
            </li>
          ))}
      </ul>
    </div>
  );
}
