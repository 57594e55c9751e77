import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { ResultsModel } from './model.ts';

type Addition = ResultsSnapshot['additions'][number];

/** What each would show, beside its button's text. */
function additionText(addition: Addition, name: string): { label: string; title: string } {
  switch (addition) {
    case 'prior':
      return {
        label: t('Add prior'),
        title: t('A baseline: the most frequent training answer to each question. Free.'),
      };
    case 'nearest-neighbour':
      return {
        label: t('Add nearest neighbour'),
        title: t('A baseline: the answer of the training example most alike in image and question. Free.'),
      };
    case 'blank':
      return {
        label: t('Blank image'),
        title: t('Asks {0} again with grey images: what is right without looking.', name),
      };
    case 'shuffled':
      return {
        label: t('Shuffled images'),
        title: t('Asks {0} again, each question with the image of another.', name),
      };
  }
}

/** Baselines and control arms that can join the table. */
export function Additions({ model, snapshot }: { model: ResultsModel; snapshot: ResultsSnapshot }) {
  const { additions, a, report } = snapshot;
  if (additions.length === 0) return null;
  return (
    <div class="additions" role="group" aria-label={t('Compare with')}>
      {additions.map((addition) => {
        const { label, title } = additionText(addition, report.runs[a]?.name ?? '');
        return (
          <TextButton key={addition} title={title} onClick={() => void model.asking(model.host.add(addition, a))}>
            <Icon name="add" /> {label}
          </TextButton>
        );
      })}
    </div>
  );
}
