import type { DatasetEdit, ExampleView, LineRange, MessageView } from '../../../src/protocol/datasetPage.ts';

/** A line of the made-up file: which of the made-up examples it is, or one that was edited. */
export type FakeLine = { id: number; example?: ExampleView };

const within = (path: string, outer: string) => path === outer || path.startsWith(`${outer}/`);

/** Paths as they are in a file: by place. */
function renumbered(messages: readonly MessageView[]): MessageView[] {
  return messages.map((message, at) => {
    const path = `/messages/${at}`;
    const parts = message.parts.map((part, index) => ({
      ...part,
      path: /\/content$/.test(part.path) ? `${path}/content` : `${path}/content/${index}`,
    }));
    return { ...message, path, parts };
  });
}

function moved(messages: readonly MessageView[], at: number, by: number): MessageView[] {
  const [message] = messages.slice(at, at + 1);
  const others = messages.toSpliced(at, 1);
  return message ? others.toSpliced(at + by, 0, message) : others;
}

type ListEdit = Extract<DatasetEdit, { lines: LineRange[] }>;
type ExampleEdit = Exclude<DatasetEdit, { lines: LineRange[] }>;

function editMessage(message: MessageView, edit: ExampleEdit): MessageView[] {
  const { path } = edit;
  switch (edit.kind) {
    case 'role':
      return [{ ...message, role: edit.role }];
    case 'weight': {
      const { weight: _, ...others } = message;
      return [edit.weight === undefined ? others : { ...others, weight: edit.weight }];
    }
    case 'remove':
      return path === message.path ? [] : [{ ...message, parts: message.parts.filter((part) => part.path !== path) }];
    case 'duplicate':
      return [message, message];
    case 'text':
      return [
        {
          ...message,
          parts: message.parts.map((part) =>
            part.type === 'text' && part.path === path ? { ...part, text: edit.text } : part,
          ),
        },
      ];
    case 'detail':
      return [
        {
          ...message,
          parts: message.parts.map((part) => {
            if (part.type !== 'image' || part.path !== path) return part;
            const { detail: _, ...image } = part.image;
            return { ...part, image: edit.detail === undefined ? image : { ...image, detail: edit.detail } };
          }),
        },
      ];
    default:
      return [message];
  }
}

/** The example after an edit inside it. */
export function editExample(example: ExampleView, edit: ExampleEdit): ExampleView {
  const { messages } = example;
  const at = messages.findIndex((message) => edit.path !== undefined && within(edit.path, message.path));
  if (at < 0 && edit.path !== undefined) throw new Error(`There is nothing at ${edit.path}.`);
  const added: MessageView = {
    role: edit.kind === 'addMessage' ? edit.role : '',
    path: '',
    parts: [{ type: 'text', path: '/content', text: '' }],
  };
  const after =
    edit.kind === 'addMessage'
      ? messages.toSpliced(at + 1, 0, added)
      : edit.kind === 'move'
        ? moved(messages, at, edit.by)
        : messages.flatMap((message, index) => (index === at ? editMessage(message, edit) : [message]));
  return { ...example, messages: renumbered(after), sharesPrefix: example.sharesPrefix && at > 2 };
}

/** The lines after an edit of whole examples. */
export function editLines(lines: readonly FakeLine[], edit: ListEdit): FakeLine[] {
  const chosen = new Set(
    edit.lines.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const those = lines.filter((_, line) => chosen.has(line));
  if (edit.kind === 'removeExamples') return lines.filter((_, line) => !chosen.has(line));
  if (edit.kind === 'duplicateExamples') return lines.toSpliced(Math.max(...chosen) + 1, 0, ...those);
  const to = 'to' in edit ? edit.to : lines.length;
  const before = lines.filter((_, line) => line < to && !chosen.has(line));
  const after = lines.filter((_, line) => line >= to && !chosen.has(line));
  return [...before, ...those, ...after];
}
