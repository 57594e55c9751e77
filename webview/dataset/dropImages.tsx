import { useEffect, useState } from 'preact/hooks';
import type { GivenImage, ImagePlace } from '../../src/protocol/imageEditing.ts';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** How the workbench names files that are dragged from its Explorer; the second is what any other program gives. */
const ADDRESS_TYPES = ['application/vnd.code.uri-list', 'text/uri-list'];

interface Target {
  place: ImagePlace;
  element: Element;
  /** What letting go here does. */
  says: string;
}

/**
 * Where an image that is dropped or pasted goes: in place of the image it is given to, behind the part, to the end of
 * the message, or else - no vendor takes images in other messages - of the example's last user message.
 */
function targetOf(model: DatasetModel, element: Element | null): Target | undefined {
  const { shown, snapshot } = model;
  const example = shown && 'example' in shown ? shown.example : undefined;
  if (example?.kind !== 'chat' || snapshot?.readOnly !== undefined) return undefined;
  const { line } = example;
  const inside = element?.closest('.message[data-path], .message [data-path]');
  const number = (path: string) => Number(path.split('/')[2]) + 1;
  const path = inside?.getAttribute('data-path');
  const message = path && example.messages[number(path) - 1];
  if (inside && path && (inside.matches('.image') || (message && message.role === 'user'))) {
    if (inside.matches('.image'))
      return {
        place: { line, path, how: 'replace' },
        element: inside,
        says: t('Replace this image of message {0}', number(path)),
      };
    return {
      place: { line, path, how: 'insert' },
      element: inside,
      says: t('Insert image into message {0}', number(path)),
    };
  }
  const user = example.messages.findLast(({ role }) => role === 'user');
  const article = user && document.querySelector(`.message[data-path="${CSS.escape(user.path)}"]`);
  if (!user || !article) return undefined;
  return {
    place: { line, path: user.path, how: 'insert' },
    element: article,
    says: t('Insert image into message {0}', number(user.path)),
  };
}

const read = (files: Iterable<File>): Promise<GivenImage[]> =>
  Promise.all(
    Array.from(files, async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );

function addressesIn(data: DataTransfer): string[] {
  for (const type of ADDRESS_TYPES) {
    const lines = data.getData(type).split(/\r?\n/);
    const addresses = lines.filter((line) => line !== '' && !line.startsWith('#'));
    if (addresses.length > 0) return addresses;
  }
  return [];
}

const isText = (element: Element | null) => element?.matches('textarea, input, select') ?? false;

/** Takes images that are dropped on the conversation or pasted anywhere in the page. */
export function DropImages({ model }: { model: DatasetModel }) {
  const [target, setTarget] = useState<Target>();
  useEffect(() => {
    const give = (place: ImagePlace, images: () => Promise<GivenImage[]>) => {
      // a text being written is kept first: its place may be another one afterwards
      if (isText(document.activeElement)) (document.activeElement as HTMLElement).blur();
      void model.edits.images(
        async (host) => host.giveImages(place, await images()),
        [{ path: place.path, action: place.how === 'replace' ? 'replace-image' : 'insert-image' }],
      );
    };
    const over = (event: DragEvent) => {
      const { dataTransfer } = event;
      const carries = dataTransfer?.types.some((type) => type === 'Files' || ADDRESS_TYPES.includes(type));
      const element = event.target instanceof Element ? event.target : null;
      const found = carries && element?.closest('.example') ? targetOf(model, element) : undefined;
      setTarget((now) => (now?.element === found?.element ? now : found));
      if (!found || !dataTransfer) return;
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setTarget(undefined);
    };
    const drop = (event: DragEvent) => {
      setTarget(undefined);
      const { dataTransfer } = event;
      const element = event.target instanceof Element ? event.target : null;
      const found = element?.closest('.example') ? targetOf(model, element) : undefined;
      if (!dataTransfer || !found) return;
      const files = [...dataTransfer.files];
      const addresses = addressesIn(dataTransfer);
      if (files.length === 0 && addresses.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      if (files.length > 0) give(found.place, () => read(files));
      else void model.edits.images((host) => host.giveAddresses(found.place, addresses));
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
      const { activeElement } = document;
      // a text that was copied with a picture of itself is a text
      const wantsText = isText(activeElement) && event.clipboardData?.types.includes('text/plain');
      const found = files.length > 0 && !wantsText ? targetOf(model, activeElement) : undefined;
      if (!found || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      give(found.place, () => read(files));
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [model]);
  const element = target?.element;
  useEffect(() => {
    element?.setAttribute('data-dropping', '');
    return () => {
      element?.removeAttribute('data-dropping');
    };
  }, [element]);
  return (
    <p class="drop-hint" role="status">
      {target?.says ?? ''}
    </p>
  );
}
