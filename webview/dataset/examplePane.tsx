import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DatasetSnapshot, ExampleView } from '../../src/protocol/datasetPage.ts';
import { IconButton } from '../ui/controls.tsx';
import { bytesText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { problemText } from '../ui/marks.tsx';
import { Conversation } from './conversation.tsx';
import type { Control } from './edits.ts';
import { ExampleTools } from './exampleTools.tsx';
import { useFindHighlights } from './findHighlights.ts';
import { findingActions, FindingActionsProvider } from './findingActions.ts';
import { countFindings } from './findingPlaces.ts';
import type { DatasetModel } from './model.ts';
import { OtherLine } from './otherLine.tsx';
import { ReadingTools } from './readingTools.tsx';
import { SourceTools } from './sourceTools.tsx';
import { useMarkedFinding } from './useMarkedFinding.ts';

/** "2 images · 934 tokens · 11 KB · 1 warning" */
function facts(example: ExampleView, tokens: number | undefined): string {
  return [
    example.kind === 'chat' ? plural(example.images, '{0} image', '{0} images') : '',
    tokens === undefined ? '' : plural(tokens, '{0} token', '{0} tokens'),
    bytesText(example.bytes),
    problemText(countFindings(example.findings)),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

/** Gives the focus to the first of these controls that is there and can take it. */
function focusFirst(body: HTMLElement, controls: readonly Control[]): void {
  for (const { path, action } of controls) {
    const control = body.querySelector<HTMLElement>(
      `[data-path="${CSS.escape(path)}"] [data-action="${action === 'write' ? 'edit' : action}"]:not(:disabled)`,
    );
    if (!control) continue;
    control.focus();
    if (action === 'write') control.click();
    return;
  }
}

export interface ExamplePaneProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  pane: RefObject<HTMLElement | null>;
}

/** The selected line, whatever it is. */
export function ExamplePane({ model, snapshot, pane }: ExamplePaneProps) {
  const { shown } = model;
  const body = useRef<HTMLDivElement>(null);
  const line = shown?.line ?? model.place.line;
  useLayoutEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [line, model.turn]);

  const { example, content = 0 } = shown && 'example' in shown ? shown : {};
  const editable = snapshot.readOnly === undefined;
  const many = editable && model.chosen !== 1;
  useLayoutEffect(() => {
    // an answer on its way when the edit was made is still that of the line before
    if (example?.line !== model.place.line) return;
    const controls = model.edits.takeControls(content);
    const { activeElement } = document;
    // never taken from where the user has gone meanwhile
    // (a list that has just come takes the focus by itself: a new example is written all the same)
    const free = controls[0]?.action === 'write' ? '.tools, .add, .buttons, [role=option]' : '.tools, .add';
    const { asker } = model.edits;
    const left = asker?.isConnected === true && asker !== activeElement && controls[0]?.action !== 'write';
    const writing = activeElement instanceof HTMLInputElement;
    const mine =
      activeElement === null ||
      activeElement === document.body ||
      (!writing && !left && activeElement.closest(free) !== null);
    // nor from a dialog of the workbench
    if (body.current && mine && document.hasFocus()) focusFirst(body.current, controls);
  }, [model, example]);
  useFindHighlights(model, body);
  useMarkedFinding(model, body);
  const title =
    example && example.kind !== 'chat'
      ? t('Line {0} of {1}', line + 1, snapshot.lines)
      : t('Example {0} of {1}', line + 1, snapshot.lines);
  return (
    <section class="example" aria-label={title} ref={pane} tabIndex={-1}>
      <div class="example-head">
        <h1>{title}</h1>
        {many ? null : (
          <span class="quiet cut">
            {example ? facts(example, model.tokens?.line === line ? model.tokens.count : undefined) : ''}
          </span>
        )}
        <span class="quiet cut" role="status">
          {many ? t('{0} examples selected', model.chosen) : ''}
        </span>
        <span class="buttons">
          <ReadingTools model={model} />
          {example?.kind === 'chat' && !many ? (
            <IconButton
              icon="comment-discussion"
              label={t('Ask a model about this example')}
              action="ask-model"
              onClick={() => {
                model.inline.ask(false);
              }}
            />
          ) : null}
          {snapshot.built === true && !many ? <SourceTools model={model} line={line} /> : null}
          {editable ? <ExampleTools model={model} /> : null}
          <IconButton
            icon="arrow-up"
            label={t('Previous example')}
            disabled={model.at <= 0}
            onClick={() => {
              model.choose(model.at - 1);
            }}
          />
          <IconButton
            icon="arrow-down"
            label={t('Next example')}
            disabled={model.at >= model.rowCount - 1}
            onClick={() => {
              model.choose(model.at + 1);
            }}
          />
          <IconButton
            icon="go-to-file"
            label={t('Show as text')}
            onClick={() => void model.host.openAsText(model.place.line)}
          />
        </span>
      </div>
      <div class="example-body" ref={body} tabIndex={0} role="region" aria-label={t('Conversation')}>
        {shown && 'failure' in shown ? (
          <p class="section">{t('This line cannot be read: {0}', shown.failure)}</p>
        ) : null}
        {example ? (
          <FindingActionsProvider value={findingActions(model, example)}>
            {example.kind === 'chat' ? (
              <Conversation key={`${line} ${model.turn}`} model={model} snapshot={snapshot} example={example} />
            ) : (
              <OtherLine key={line} model={model} snapshot={snapshot} example={example} />
            )}
          </FindingActionsProvider>
        ) : null}
      </div>
    </section>
  );
}
