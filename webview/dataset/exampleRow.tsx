import type { DatasetSnapshot, RowView } from '../../src/protocol/datasetPage.ts';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import { ProblemMark, RightMark } from '../ui/marks.tsx';
import { Thumbnail } from '../ui/thumbnail.tsx';
import { Deviates } from './deviates.tsx';
import type { DatasetModel } from './model.ts';
import { Visible } from './visible.tsx';

function RowPicture({ model, row }: { model: DatasetModel; row: RowView }) {
  if (row.kind === 'broken')
    return (
      <span class="no-picture">
        <Icon name="circle-slash" />
      </span>
    );
  if (row.kind === 'json')
    return (
      <span class="no-picture">
        <Icon name="json" />
      </span>
    );
  if (row.picture === 'url')
    return (
      <span class="no-picture framed">
        <Icon name="globe" label={t('picture behind an address')} />
      </span>
    );
  if (row.picture === 'none') return <span class="no-picture" />;
  return <Thumbnail queue={model.thumbnails} id={model.thumbnailKey(row.line)} />;
}

/** What a line that is no example is called in the list. */
function kindText(kind: RowView['kind']): string {
  const names = {
    chat: '',
    json: t('JSON, no messages'),
    blank: t('Blank line'),
    broken: t('Not valid JSON'),
    long: t('Too long to show'),
  };
  return names[kind];
}

/** Tokens above, images below; nothing for what is no example. */
function Figures({ row, tokens }: { row: RowView; tokens: number | undefined }) {
  if (row.kind !== 'chat') return null;
  return (
    <>
      <span class="figure">
        {tokens?.toLocaleString()}
        {tokens === undefined ? '' : <span class="unseen"> {t('tokens')}</span>}
      </span>
      <span class="figure">{row.images === 0 ? '' : plural(row.images, '{0} image', '{0} images')}</span>
    </>
  );
}

export interface ExampleRowProps {
  model: DatasetModel;
  runs: DatasetSnapshot['runs'];
  /** `undefined` while it is fetched, as the row itself. */
  line: number | undefined;
  row: RowView | undefined;
}

export function ExampleRow({ model, runs, line, row }: ExampleRowProps) {
  const number = row?.line ?? line;
  const kind = row ? kindText(row.kind) : '';
  const disagree = row?.predictions.includes(true) === true && row.predictions.includes(false);
  const below = row?.answer ?? (row?.question ? kind : '');
  return (
    <>
      <span class="number">{number === undefined ? '' : (number + 1).toLocaleString()}</span>
      {row ? <RowPicture key={row.line} model={model} row={row} /> : <span class="no-picture" />}
      <span class="texts">
        <span class="cut" dir="auto">
          {row?.deviates ? <Deviates /> : null}
          {row
            ? (row.question && <Visible text={row.question} />) || (
                <span class="quiet">{kind || (row.images > 0 ? t('Image without a question') : t('No question'))}</span>
              )
            : null}
        </span>
        {below === '' ? null : (
          <span class="cut quiet" dir="auto">
            <Visible text={below} />
          </span>
        )}
      </span>
      <span class="figures small">{row ? <Figures row={row} tokens={model.rowTokens.get(row.line)} /> : null}</span>
      {runs.map((run, index) => (
        <span key={index} class={disagree ? 'mark disagree' : 'mark'}>
          <RightMark right={row?.predictions[index] ?? undefined} of={run.code} />
        </span>
      ))}
      {disagree ? <span class="unseen">{t('models disagree')}</span> : null}
      <span class="mark">{row ? <ProblemMark counts={row.problems} /> : null}</span>
    </>
  );
}
