import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { IconButton, LinkButton } from '../ui/controls.tsx';
import { percentRead } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';
import { ProblemTree } from './problemTree.tsx';

/** "17 problems", or how far the linter is. */
function problemsText({ problems: counts, checking }: DatasetSnapshot, listed: number): string {
  const total = counts ? counts.error + counts.warning + counts.info : 0;
  const all = plural(total, '{0} problem', '{0} problems');
  return [
    counts === undefined ? '' : listed < total ? t('first {0} of {1}', listed, all) : all,
    checking === undefined ? '' : t('checking {0} %', percentRead(checking, 1)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** All problems of the file by rule, in place of the list of examples: the example of the one gone to is shown beside it. */
export function ProblemList({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { problems } = model;
  const none = snapshot.problems !== undefined && problems.rowCount === 0;
  return (
    <section class="list problems" aria-label={t('Problems')}>
      <div class="list-head small">
        <span class="cut" role="status">
          {problemsText(snapshot, problems.listed)}
        </span>
        <LinkButton
          title={t('Decodes every image, in the background')}
          onClick={() => {
            problems.lintDeep();
          }}
        >
          {t('Check images in depth')}
        </LinkButton>
        <IconButton
          icon="close"
          label={t('Back to the examples')}
          onClick={() => {
            problems.close();
          }}
        />
      </div>
      {problems.rowCount > 0 ? <ProblemTree model={model} /> : null}
      {none ? (
        <p class="nothing quiet">
          <Icon name="check" tone="right" /> {t('No problems were found.')}
        </p>
      ) : null}
    </section>
  );
}
