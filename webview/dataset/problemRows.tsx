import type { FoundProblem, FoundRule } from '../../src/protocol/problems.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';
import { severityText } from './severityText.ts';
import { Visible } from './visible.tsx';

/** A rule with what it looks for and how often it found that; all of it is mended from here where a fix is safe. */
export function GroupRow({ model, group, tabbable }: { model: DatasetModel; group: FoundRule; tabbable: boolean }) {
  const { rule, severity, count, title = rule, fixable } = group;
  const fix = fixable ? model.problems.fixOf(rule) : undefined;
  return (
    <>
      <Icon name={model.problems.isOpen(group) ? 'chevron-down' : 'chevron-right'} />
      <Icon name={severity} tone={severity} label={severityText(severity)} />
      <span class="texts">
        <span class="cut" title={title}>
          {title}
        </span>
        {title === rule ? null : <span class="cut quiet small">{rule}</span>}
      </span>
      {fix ? (
        <button
          type="button"
          class="button"
          tabIndex={tabbable ? 0 : -1}
          title={t('{0}: {1}', fix.label, fix.why)}
          onClick={(event) => {
            event.stopPropagation();
            model.problems.fix({ rule });
          }}
          onDblClick={(event) => {
            event.stopPropagation();
          }}
        >
          {t('Fix all')}
        </button>
      ) : (
        <span />
      )}
      <span class="count">{count.toLocaleString()}</span>
    </>
  );
}

/** A finding by the number of its example; nothing yet while it is fetched. */
export function FindingRow({ group, finding }: { group: FoundRule; finding: FoundProblem | undefined }) {
  if (!finding) return <span class="unseen">{group.title ?? group.rule}</span>;
  return (
    <>
      <span class="number">
        <span class="unseen">{t('Example')} </span>
        {(finding.line + 1).toLocaleString()}
      </span>
      <span class="said" dir="auto">
        <Visible text={finding.message} />
      </span>
    </>
  );
}
