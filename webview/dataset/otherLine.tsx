import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DatasetSnapshot, ExampleView } from '../../src/protocol/datasetPage.ts';
import { bytesText } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Findings } from './findings.tsx';
import { LongText } from './longText.tsx';
import type { DatasetModel } from './model.ts';
import { Visible } from './visible.tsx';

/** The text of a broken line, the place of the fault marked and scrolled to. */
function FaultyText({ text, column }: { text: string; column: number }) {
  const mark = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    mark.current?.scrollIntoView({ block: 'nearest' });
  }, [text, column]);
  const at = Math.min(Math.max(column - 1, 0), text.length);
  const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  return (
    <pre class="source" dir="ltr">
      <Visible text={text.slice(0, at)} />
      <mark ref={mark}>{text.slice(at, end) === '' ? ' ' : <Visible text={text.slice(at, end)} />}</mark>
      <Visible text={text.slice(end)} />
    </pre>
  );
}

export interface OtherLineProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  example: ExampleView;
}

/** A line that is no example: its error and its text, never nothing. */
export function OtherLine({ model, snapshot, example }: OtherLineProps) {
  const { kind, text, fault } = example;
  return (
    <div class="message">
      {fault && example.findings.length === 0 ? (
        <p>
          <Icon name="error" tone="error" label={t('Error')} /> {fault.message}
        </p>
      ) : null}
      {kind === 'blank' ? <p class="quiet">{t('This line is blank.')}</p> : null}
      {kind === 'long' ? (
        <p>{t('This line is too long to be shown: {0}. It is kept as it is.', bytesText(example.bytes))}</p>
      ) : null}
      <Findings
        findings={example.findings}
        file={snapshot.name}
        onLine={(line) => {
          model.select(line);
        }}
      />
      {text === undefined || text === '' ? null : fault ? (
        <FaultyText text={text} column={fault.column} />
      ) : (
        <pre class="source" dir="ltr">
          <Visible text={text} />
        </pre>
      )}
    </div>
  );
}

/** What a line holds beside its conversation (tools, and keys of other programs), as JSON. */
export function OtherKeys({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <section class="section" aria-label={t('Other keys of this line')}>
      <h2 class="small">{t('other keys of this line')}</h2>
      <LongText text={text} path="other keys">
        {(shown) => (
          <pre class="source" dir="ltr">
            <Visible text={shown} />
          </pre>
        )}
      </LongText>
    </section>
  );
}
