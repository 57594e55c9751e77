import type { DatasetHost, DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import type { Listing, Result, SortKey } from '../../src/protocol/listing.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { percentRead } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { problemText } from '../ui/marks.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';

export interface FilterProps {
  snapshot: DatasetSnapshot;
  host: DatasetHost;
  listing: Listing;
  onList: (listing: Listing) => void;
}

type Severity = 'error' | 'warning' | 'info';
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Examples with problems, of one kind or one rule; and the ways to the list of all problems and to the Problems panel. */
export function ProblemsMenu({ snapshot, host, listing, onList, onShowAll }: FilterProps & { onShowAll: () => void }) {
  const { problems: counts, checking } = snapshot;
  // what vendors say is not looked for by the linter's search
  const rules = (snapshot.rules ?? []).filter(({ source }) => source === undefined);
  const { problems, ...others } = listing;
  const total = counts ? counts.error + counts.warning + counts.info : 0;
  const names: Record<Severity, string> = { error: t('Errors'), warning: t('Warnings'), info: t('Hints') };
  const choice = (text: string, wanted: Listing['problems'], count?: number): MenuItem => ({
    text,
    checked: problems?.severity === wanted?.severity && problems?.rule === wanted?.rule && !problems === !wanted,
    ...(count !== undefined && { detail: count.toLocaleString() }),
    onChoose: () => {
      onList(wanted ? { ...others, problems: wanted } : others);
    },
  });
  const severities = SEVERITIES.filter((severity) => counts && counts[severity] > 0);
  return (
    <MenuButton
      label={t('Examples with problems')}
      on={problems !== undefined}
      title={counts && problemText(counts)}
      sections={[
        {
          items: [
            choice(t('All examples'), undefined),
            choice(t('With problems'), {}),
            ...severities.map((severity) => choice(names[severity], { severity }, counts?.[severity])),
          ],
        },
        ...(rules.length > 0
          ? [{ heading: t('Rule'), items: rules.map(({ rule, count }) => choice(rule, { rule }, count)) }]
          : []),
        {
          items: [
            { text: t('Show All Problems'), onChoose: onShowAll },
            { text: t('Open Problems Panel'), onChoose: () => void host.showProblems() },
          ],
        },
      ]}
    >
      {problems?.rule ?? (problems?.severity ? names[problems.severity] : t('Problems'))}
      {counts ? (
        <span class="count">{total.toLocaleString()}</span>
      ) : (
        <span class="quiet">{checking ? t('checking {0} %', percentRead(checking, 1)) : t('checking …')}</span>
      )}
    </MenuButton>
  );
}

/** Examples by what the runs shown answered. */
export function PredictionsMenu({ snapshot, host, listing, onList }: FilterProps) {
  const { runs, runCounts } = snapshot;
  const { result, run, ...others } = listing;
  const chooseRuns = () => void host.chooseRuns();
  if (runs.length === 0) return <TextButton onClick={chooseRuns}>{t('Predictions')}</TextButton>;
  const choice = (text: string, wanted: Result | undefined, of?: string, count?: number): MenuItem => ({
    text,
    ...(count !== undefined && { detail: count.toLocaleString() }),
    checked: result === wanted && ((wanted !== 'right' && wanted !== 'wrong') || run === of),
    onChoose: () => {
      onList({ ...others, ...(wanted && { result: wanted }), ...(of !== undefined && { run: of }) });
    },
  });
  return (
    <MenuButton
      label={t('Examples by predictions')}
      on={result !== undefined}
      sections={[
        {
          items: [
            choice(t('All examples'), undefined),
            ...(runs.length > 1
              ? [
                  choice(t('Models disagree'), 'disagree', undefined, runCounts?.disagree),
                  choice(t('All are wrong'), 'allWrong', undefined, runCounts?.allWrong),
                  choice(t('All contradict the label'), 'suspect', undefined, runCounts?.suspect),
                ]
              : []),
          ],
        },
        ...runs.map(({ code, name }, at) => ({
          heading: `${code} ${name}`,
          items: [
            choice(t('{0} is right', name), 'right', code),
            choice(t('{0} is wrong', name), 'wrong', code, runCounts?.wrong[at]),
          ],
        })),
        { items: [{ text: t('Choose Predictions to Show'), onChoose: chooseRuns }] },
      ]}
    >
      {t('Predictions')}
      <span class="count">{runs.length}</span>
    </MenuButton>
  );
}

/** The order of the list. */
export function SortMenu({ listing, onList }: Pick<FilterProps, 'listing' | 'onList'>) {
  const { sort, ...others } = listing;
  const { by, descending } = sort ?? { by: 'line', descending: false };
  const names: Record<SortKey, string> = {
    line: t('File order'),
    tokens: t('Tokens'),
    bytes: t('Bytes'),
    problems: t('Problems'),
  };
  const order = (key: SortKey, down: boolean) => {
    onList(key === 'line' && !down ? others : { ...others, sort: { by: key, descending: down } });
  };
  const on = by !== 'line' || descending;
  return (
    <MenuButton
      label={t('Order of the list')}
      on={on}
      sections={[
        {
          items: (Object.keys(names) as SortKey[]).map((key) => ({
            text: names[key],
            checked: key === by,
            // the largest first is what one looks for
            onChoose: () => {
              order(key, key !== 'line');
            },
          })),
        },
        {
          items: [true, false].map((down) => ({
            text: down ? t('Descending') : t('Ascending'),
            checked: down === descending,
            onChoose: () => {
              order(by, down);
            },
          })),
        },
      ]}
    >
      {on ? (
        <>
          {t('Sort: {0}', names[by])} <Icon name={descending ? 'arrow-down' : 'arrow-up'} />
        </>
      ) : (
        t('Sort')
      )}
    </MenuButton>
  );
}
