import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';

/** What a severity is called. */
export function severityText(severity: ExampleView['findings'][number]['severity']): string {
  return { error: t('Error'), warning: t('Warning'), info: t('Hint') }[severity];
}
