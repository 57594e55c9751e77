import { LinkButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { Finding } from './findingPlaces.ts';

const nameOf = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

interface FindingsProps {
  findings: readonly Finding[] | undefined;
  /** Name of the file shown: places in it can be gone to. */
  file: string;
  onLine: (line: number) => void;
}

function severityText(severity: Finding['severity']): string {
  return { error: t('Error'), warning: t('Warning'), info: t('Hint') }[severity];
}

/** What is wrong here, what to do about it, and the rule that says so. */
export function Findings({ findings = [], file, onLine }: FindingsProps) {
  return findings.map((finding, index) => (
    <div key={index} class={`finding ${finding.severity}`}>
      <p>
        <Icon name={finding.severity} tone={finding.severity} label={severityText(finding.severity)} />{' '}
        {finding.message}
      </p>
      <p class="quiet">
        {finding.help} <span class="small">{finding.rule}</span>
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
    </div>
  ));
}
