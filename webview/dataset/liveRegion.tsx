import { useEffect, useRef, useState } from 'preact/hooks';
import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** Says to those who do not see it what was done and undone, and which example is shown where no row says it. */
export function LiveRegion({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { news } = snapshot;
  const firstNews = useRef(news?.id);
  const [shown, setShown] = useState('');
  const line = model.shown?.line;
  const before = useRef(line);
  useEffect(() => {
    if (line === undefined || before.current === line) return;
    const first = before.current === undefined;
    before.current = line;
    // a row that gets the focus is read out by itself
    if (first || document.activeElement?.matches('[role=option]')) return;
    setShown(t('Example {0} of {1}', line + 1, snapshot.lines));
  }, [line, snapshot.lines]);
  return (
    <>
      <p class="unseen" role="status" data-news>
        {news && news.id !== firstNews.current ? news.text : ''}
      </p>
      <p class="unseen" role="status">
        {shown}
      </p>
    </>
  );
}
