import { useLayoutEffect, useRef } from 'preact/hooks';
import type { NearView } from '../../src/protocol/inline.ts';
import { BlobImage } from '../ui/blobImage.tsx';
import { LinkButton } from '../ui/controls.tsx';
import { score } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import type { Inline } from './inline.ts';
import type { DatasetModel } from './model.ts';
import { Visible } from './visible.tsx';

function walk(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { currentTarget, target } = event;
  if (by === undefined || !(currentTarget instanceof HTMLElement)) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('.near')];
  rows[rows.findIndex((row) => row === target) + by]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

function Near({ near, onOpen }: { near: NearView; onOpen: () => void }) {
  const { line, question, answer, distance, conflict, picture } = near;
  return (
    <li>
      <button type="button" class={conflict ? 'near conflict' : 'near'} onClick={onOpen}>
        <span class="number">{(line + 1).toLocaleString()}</span>
        {picture ? (
          <span class="thumbnail">
            <BlobImage bytes={picture} alt="" />
          </span>
        ) : (
          <span class="no-picture" />
        )}
        <span class="texts">
          <span class="cut" dir="auto">
            <Visible text={question} />
          </span>
          <span class="cut" dir="auto">
            <Visible text={answer} />
          </span>
        </span>
        <span class="small">
          {conflict ? (
            <>
              <Icon name="warning" tone="warning" /> {t('conflicting label')}
            </>
          ) : null}
        </span>
        <span
          class="figure small quiet"
          title={t('Distance of the images as the nearest-neighbour baseline measures it; 0 is the same image')}
        >
          {distance === undefined ? t('no image') : score(distance)}
        </span>
      </button>
    </li>
  );
}

/** The training examples nearest to the one shown; each opens in its file. */
export function NearestExamples({ inline, model }: { inline: Inline; model: DatasetModel }) {
  const { nearest, arrivals } = inline;
  const list = useRef<HTMLUListElement>(null);
  const taken = useRef(arrivals);
  useLayoutEffect(() => {
    if (taken.current === arrivals) return undefined;
    taken.current = arrivals;
    const { activeElement } = document;
    const free = [null, document.body, inline.asker].includes(activeElement);
    // the list takes the focus by itself when a picker of the workbench gives it back
    const listTook = inline.asker === document.body && activeElement?.matches('[role=option]') === true;
    // not from where the user has gone meanwhile
    if (!free && !listTook) return undefined;
    const take = () => list.current?.querySelector<HTMLElement>('.near')?.focus();
    if (document.hasFocus()) {
      take();
      return undefined;
    }
    // a picker of the workbench gives it back a moment later
    addEventListener('focus', take, { once: true });
    return () => {
      removeEventListener('focus', take);
    };
  }, [arrivals, nearest]);
  if (nearest === undefined) return null;
  const looking = nearest === 'looking';
  const conflicts = looking ? 0 : nearest.examples.filter(({ conflict }) => conflict).length;
  return (
    <section class="section" aria-label={t('Nearest training examples')}>
      <p class="near-head">
        <span class="quiet" role="status">
          {looking
            ? t('Looking for the nearest training examples …')
            : nearest.examples.length === 0
              ? t('{0} holds no example that could be compared.', nearest.name)
              : t('nearest training examples in {0}', nearest.name)}
          {conflicts > 0 ? ` · ${plural(conflicts, '{0} conflicting label', '{0} conflicting labels')}` : ''}
        </span>
        {looking ? null : <LinkButton onClick={() => void inline.findNearest(true)}>{t('Other File…')}</LinkButton>}
      </p>
      {looking ? null : (
        <ul ref={list} class="nearest" onKeyDown={walk}>
          {nearest.examples.map((near) => (
            <Near
              key={`${near.line} ${near.question}`}
              near={near}
              onOpen={() => void model.edits.attempt(() => model.host.showOther(nearest.file, near.line))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
