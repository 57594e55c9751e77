import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TextQuery } from '../../src/protocol/listing.ts';
import { IconButton } from '../ui/controls.tsx';
import { isFieldsOwn } from '../ui/fieldKeys.ts';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** After the last letter typed. */
const TYPING_MS = 150;

/** "3 of 12", of the example shown. */
function hitText({ find }: DatasetModel): string {
  const count = find.hits.length;
  if (count === 0) return '';
  return find.current < 0 ? t('{0} here', count) : t('{0} of {1}', find.current + 1, count);
}

/** What is looked for in the whole file; the list follows while it is typed. */
export function FindField({ model, onLeave }: { model: DatasetModel; onLeave: () => void }) {
  const { find } = model;
  // as asked last: what the host tells may still be of the list before
  const known = model.place.listing.text;
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const [options, setOptions] = useState({ regex: known?.regex ?? false, matchCase: known?.matchCase ?? false });
  const failure = model.snapshot?.list?.failure;

  useLayoutEffect(() => {
    // set elsewhere: by a command, by "Clear", or kept from the last time
    const element = field.current;
    if (!element || timer.current !== undefined) return;
    if (element.value !== (known?.query ?? '')) element.value = known?.query ?? '';
    if (known) setOptions({ regex: known.regex, matchCase: known.matchCase });
  }, [known?.query, known?.regex, known?.matchCase]);
  useLayoutEffect(() => {
    find.field = field.current ?? undefined;
    return () => {
      find.field = undefined;
    };
  }, [find]);

  const ask = (change: Partial<TextQuery> = {}) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { text: _, ...others } = model.place.listing;
    const query = field.current?.value ?? '';
    if (query !== '') model.problems.close();
    model.list(query === '' ? others : { ...others, text: { query, ...options, ...change } });
  };
  const toggle = (change: Partial<typeof options>) => {
    setOptions({ ...options, ...change });
    if (field.current?.value) ask(change);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (key === 'Enter') {
      if (timer.current !== undefined) ask();
      else find.go(event.shiftKey ? -1 : 1);
    } else if (key === 'ArrowDown') onLeave();
    else if (key === 'Escape') {
      if (field.current?.value) {
        field.current.value = '';
        ask();
      } else onLeave();
    } else {
      if (!(command && !isFieldsOwn(event)) && !event.altKey && !/^F\d/.test(key)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const walks = model.listing.text !== undefined && model.rowCount > 0;
  return (
    <div class="find" role="search">
      <div class={failure === undefined ? 'find-box' : 'find-box faulty'}>
        <input
          ref={field}
          class="find-input"
          type="text"
          placeholder={t('Find in file')}
          aria-label={t('Find in file')}
          aria-invalid={failure !== undefined}
          spellcheck={false}
          defaultValue={known?.query ?? ''}
          onInput={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(() => {
              ask();
            }, TYPING_MS);
          }}
          onKeyDown={onKeyDown}
        />
        <span class="find-count small number" role="status">
          {walks ? hitText(model) : ''}
        </span>
        <IconButton
          icon="case-sensitive"
          label={t('Match case')}
          pressed={options.matchCase}
          onClick={() => {
            toggle({ matchCase: !options.matchCase });
          }}
        />
        <IconButton
          icon="regex"
          label={t('Use regular expression')}
          pressed={options.regex}
          onClick={() => {
            toggle({ regex: !options.regex });
          }}
        />
      </div>
      {walks ? (
        <>
          <IconButton
            icon="arrow-up"
            label={t('Previous hit')}
            onClick={() => {
              find.go(-1);
            }}
          />
          <IconButton
            icon="arrow-down"
            label={t('Next hit')}
            onClick={() => {
              find.go(1);
            }}
          />
        </>
      ) : null}
    </div>
  );
}
