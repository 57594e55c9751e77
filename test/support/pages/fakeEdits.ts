import type { DatasetEdit, ExampleView, LineRange, MessageView, PartView } from '../../../src/protocol/datasetPage.ts';

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
type ExampleEdit = Extract<DatasetEdit, { line: number }>;

/** A content that is a text becomes a list of parts. */
function withPart(message: MessageView, path: string): MessageView {
  const listed = message.parts.map((part, index) => ({ ...part, path: `${message.path}/content/${index}` }));
  const behind = listed.findIndex((part) => part.path === path);
  const at = behind < 0 ? listed.length : behind + 1;
  return { ...message, parts: listed.toSpliced(at, 0, { type: 'text', text: '', path: `${message.path}/content/0` }) };
}

/** An example that was added: a question and an answer to be written. */
export const addedExample = (line: number): ExampleView => ({
  line,
  kind: 'chat',
  bytes: 80,
  images: 0,
  sharesPrefix: false,
  messages: ['user', 'assistant'].map((role, at) => ({
    role,
    path: `/messages/${at}`,
    parts: [{ type: 'text', path: `/messages/${at}/content`, text: '' }],
  })),
  findings: [],
  predictions: [],
});

function editMessage(message: MessageView, edit: ExampleEdit): MessageView[] {
  const { path = '' } = edit;
  switch (edit.kind) {
    case 'role':
      return [{ ...message, role: edit.role }];
    case 'weight': {
      const { weight: _, ...others } = message;
      return [edit.weight === undefined ? others : { ...others, weight: edit.weight }];
    }
    case 'name': {
      const { name: _, ...others } = message;
      return [edit.name === undefined ? others : { ...others, name: edit.name }];
    }
    case 'addPart':
      return [withPart(message, path)];
    case 'remove':
      return path === message.path ? [] : [{ ...message, parts: message.parts.filter((part) => part.path !== path) }];
    case 'duplicate':
      return path === message.path
        ? [message, message]
        : [{ ...message, parts: message.parts.flatMap((part) => (part.path === path ? [part, part] : [part])) }];
    case 'move': {
      const at = message.parts.findIndex((part) => part.path === path);
      const part = message.parts[at];
      return part
        ? [{ ...message, parts: message.parts.toSpliced(at, 1).toSpliced(at + edit.by, 0, part) }]
        : [message];
    }
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
    case 'insertImage':
      return [withImages(message, edit.path, edit.urls.length)];
    default:
      return [message];
  }
}

function withImages(message: MessageView, path: string, count: number): MessageView {
  const at = message.parts.findIndex((part) => part.path === path);
  const images = Array.from({ length: count }, (): PartView => ({
    type: 'image',
    path: '/content/0',
    image: { source: 'data', format: 'PNG', mode: 'RGB', width: 320, height: 320, bytes: 2545 },
  }));
  const parts = message.parts.map((part) => ({ ...part, path: part.path.replace(/content$/, 'content/0') }));
  return { ...message, parts: parts.toSpliced(at < 0 ? parts.length : at + 1, 0, ...images) };
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
      : edit.kind === 'move' && /^\/messages\/\d+$/.test(edit.path)
        ? moved(messages, at, edit.by)
        : messages.flatMap((message, index) => (index === at ? editMessage(message, edit) : [message]));
  const shares = example.sharesPrefix && at > 2;
  const deviation = { message: Math.max(0, at), how: 'other' as const };
  return {
    ...example,
    messages: renumbered(after),
    sharesPrefix: shares,
    ...(example.sharesPrefix && !shares && { deviation }),
  };
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
