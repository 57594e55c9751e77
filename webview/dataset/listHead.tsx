import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { hasFilter } from '../../src/protocol/listing.ts';
import { LinkButton } from '../ui/controls.tsx';
import { percentRead } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** "37 of 721 examples · 52 hits", as far as it is known. */
export function listText(snapshot: DatasetSnapshot): string {
  const { list, lines } = snapshot;
  const all = plural(lines, '{0} example', '{0} examples');
  const filtered = list !== undefined && hasFilter(list.listing);
  return [
    filtered ? t('{0} of {1}', list.rows, all) : all,
    // of before the edits: nobody counted them again
    filtered && list.listing.text && !list.stale ? plural(list.hits, '{0} hit', '{0} hits') : '',
    list?.progress === undefined ? '' : t('{0} %', percentRead(list.progress, 1)),
    snapshot.indexed < snapshot.size ? t('reading {0} %', percentRead(snapshot.indexed, snapshot.size)) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What the list holds, and how it is taken back or made anew. */
export function ListHead({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { list } = snapshot;
  const filtered = list !== undefined && hasFilter(list.listing);
  return (
    <span class="list-state">
      <span class="cut" role="status">
        {list?.failure ?? listText(snapshot)}
      </span>
      {list?.stale ? (
        <LinkButton
          title={t('Examples were edited since they were listed.')}
          onClick={() => {
            model.list(list.listing);
          }}
        >
          {t('List anew')}
        </LinkButton>
      ) : null}
      {filtered ? (
        <LinkButton
          title={t('Show all examples')}
          onClick={() => {
            const { sort } = list.listing;
            model.list(sort ? { sort } : {});
          }}
        >
          {t('Clear')}
        </LinkButton>
      ) : null}
    </span>
  );
}
