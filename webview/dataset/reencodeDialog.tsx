import { useEffect, useRef } from 'preact/hooks';
import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { plural, t } from '../ui/l10n.ts';
import { CompareImages } from './compareImages.tsx';
import { heldImages } from './exampleImages.ts';
import { ImageDialog } from './imageDialog.tsx';
import type { DatasetModel } from './model.ts';
import type { ImageAt, Scope } from './reencoding.ts';
import { ReencodeForm } from './reencodeForm.tsx';
import { ReencodeTotals } from './reencodeTotals.tsx';

/** The image an example is about: the last one of its last message that has any. */
function mainImage(model: DatasetModel): ImageAt | undefined {
  const { shown } = model;
  const example = shown && 'example' in shown ? shown.example : undefined;
  const path = example && heldImages(example).at(-1)?.path;
  return example && path !== undefined ? { line: example.line, path } : undefined;
}

/** The lines of a scope. */
const linesOf = (model: DatasetModel, scope: Scope) =>
  scope === 'image'
    ? []
    : scope === 'chosen'
      ? [...model.selection.lines]
      : [{ from: 0, to: model.snapshot?.lines ?? 0 }];

/** Opens the dialog for the chosen examples; for all where only one is chosen and nobody asked for just that. */
export function showReencode(model: DatasetModel, scope: Scope = model.chosen > 1 ? 'chosen' : 'all'): void {
  if (model.snapshot?.readOnly !== undefined) return;
  model.edits.reencoding.show(scope, mainImage(model), linesOf(model, scope));
}

/** Encodes one image, those of the chosen examples or all of the file anew, with a look at what becomes of one. */
export function ReencodeDialog({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { reencoding } = model.edits;
  const { open, content } = { open: reencoding.open, content: snapshot.content };
  const known = useRef(content);
  useEffect(() => {
    if (known.current !== content) reencoding.refresh();
    known.current = content;
  }, [reencoding, content]);
  return open ? <Opened model={model} snapshot={snapshot} /> : null;
}

function Opened({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { reencoding } = model.edits;
  const { scope, image, settings, running, failure } = reencoding;
  const example = model.shown && 'example' in model.shown ? model.shown.example : undefined;
  const choices = example && example.line === image?.line ? heldImages(example) : [];
  const nothing = scope === 'image' ? !image : reencoding.survey?.images === 0;
  return (
    <ImageDialog
      title={t('Re-encode images')}
      kind="reencode"
      running={running}
      failure={failure}
      action={scope === 'image' ? t('Re-encode this image') : t('Re-encode')}
      ready={!nothing}
      onApply={() => void reencoding.apply()}
      onCancel={() => {
        reencoding.cancel();
      }}
    >
      <div class="reencode-sides">
        <ReencodeForm
          scope={scope}
          scopes={[
            ...(image ? [{ scope: 'image' as const, text: t('This image') }] : []),
            { scope: 'chosen', text: plural(model.chosen, 'The selected example', 'The {0} selected examples') },
            { scope: 'all', text: t('All {0} examples', snapshot.lines) },
          ]}
          settings={settings}
          disabled={running}
          onScope={(chosen) => {
            reencoding.choose(chosen, linesOf(model, chosen));
          }}
          onSettings={(change) => {
            reencoding.set(change);
          }}
        />
        <CompareImages model={model} image={image} choices={choices} preview={reencoding.preview} />
      </div>
      <ReencodeTotals reencoding={reencoding} />
    </ImageDialog>
  );
}
