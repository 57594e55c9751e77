import { LinkButton, TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { useFindingActions } from './findingActions.ts';
import type { Finding } from './findingPlaces.ts';
import { severityText } from './severityText.ts';

const nameOf = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** Who says it, in place of a rule. */
const SAYS = {
  vendor: () => t('said by the vendor'),
  guess: () => t('found here, not said by the vendor'),
};

interface FindingsProps {
  findings: readonly Finding[] | undefined;
  /** What they are about, where their place does not say it. */
  about?: string | undefined;
  /** Name of the file shown: places in it can be gone to. */
  file: string;
  onLine: (line: number) => void;
}

/** What is wrong here, what to do about it, the rule that says so, and a button that mends it where that is safe. */
export function Findings({ findings = [], about, file, onLine }: FindingsProps) {
  const actions = useFindingActions();
  return findings.map((finding, index) => {
    const { severity, rule, path, source } = finding;
    const buttons = actions.of(finding);
    return (
      <div
        key={index}
        class={`finding ${severity}`}
        role="group"
        aria-label={`${severityText(severity)}: ${finding.message}`}
        tabIndex={-1}
        data-rule={rule}
        data-about={path}
      >
        <p>
          <Icon name={severity} tone={severity} label={severityText(severity)} />{' '}
          {about === undefined ? null : <span class="quiet">{about}: </span>}
          {finding.message}
        </p>
        <p class="quiet">
          {finding.help}{' '}
          <span class="rule">
            {source === undefined ? (
              <LinkButton
                title={t('What this rule says')}
                onClick={() => {
                  actions.showRule(rule);
                }}
              >
                {rule}
              </LinkButton>
            ) : (
              SAYS[source]()
            )}
          </span>
          {finding.related?.map((place, other) => (
            <span key={other}>
              {' '}
              {nameOf(place.file) === file ? (
                <LinkButton
                  onClick={() => {
                    onLine(place.line - 1);
                  }}
                >
                  {t('example {0}', place.line)}
                </LinkButton>
              ) : (
                t('{0}, line {1}', nameOf(place.file), place.line)
              )}
            </span>
          ))}
        </p>
        {buttons.length > 0 ? (
          <span class="finding-actions">
            {buttons.map(({ action, label, title, run }) => (
              <TextButton key={action} action={action} title={title} onClick={run}>
                {label}
              </TextButton>
            ))}
          </span>
        ) : null}
      </div>
    );
  });
}
