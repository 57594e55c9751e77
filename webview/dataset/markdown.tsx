import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { markdownTree, type MarkdownNode } from './markdownTree.ts';
import { Visible } from './visible.tsx';

/** A longer text is shown as written. */
export const MOST_MARKDOWN = 100_000;
const MOST_ADDRESS = 300;

type ElementNode = Extract<MarkdownNode, { type: 'element' }>;

/** A text drawn as the Markdown it is: elements of our own for what the parser found, never HTML of the text's. */
export function Markdown({ text }: { text: string }) {
  const tree = useMemo(() => markdownTree(text), [text]);
  return <Nodes nodes={tree} />;
}

function Nodes({ nodes }: { nodes: readonly MarkdownNode[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </>
  );
}

function Node({ node }: { node: MarkdownNode }) {
  switch (node.type) {
    case 'text':
      return <Visible text={node.text} />;
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'code':
      return node.block ? (
        <Code text={node.text} language={node.language} />
      ) : (
        <code>{<Visible text={node.text} />}</code>
      );
    case 'image':
      return (
        <span class="quiet" title={t('Pictures of a text are not loaded.')}>
          <Icon name="globe" /> <Visible text={node.alt} /> <Address address={node.address} />
        </span>
      );
    case 'element':
      return <Element node={node} />;
  }
}

function Code({ text, language }: { text: string; language: string }) {
  return (
    <pre class="source" dir="ltr" title={language === '' ? undefined : language}>
      <Visible text={text} />
    </pre>
  );
}

function Address({ address }: { address: string }) {
  const cut = address.length > MOST_ADDRESS ? `${address.slice(0, MOST_ADDRESS)}…` : address;
  return (
    <span class="small address" dir="ltr">
      <Visible text={cut} />
    </span>
  );
}

/** Elements whose name is all there is to say; anything else the parser may find one day is drawn as a plain block. */
const PLAIN = new Set([
  'p',
  'ul',
  'li',
  'blockquote',
  'strong',
  'em',
  's',
  'table',
  'thead',
  'tbody',
  'tr',
  'span',
] as const);
type Plain = typeof PLAIN extends Set<infer T> ? T : never;
const isPlain = (tag: string): tag is Plain => (PLAIN as ReadonlySet<string>).has(tag);
const INLINE = new Set(['strong', 'em', 's', 'span']);

function Element({ node }: { node: ElementNode }) {
  const { tag, children, address, start } = node;
  const inside: ComponentChildren = <Nodes nodes={children} />;
  if (address !== undefined) {
    const [only] = children;
    const bare = children.length === 1 && only?.type === 'text' && only.text === address;
    return (
      <span class="anchor">
        <span class="anchor-text">{inside}</span>
        {bare ? null : <Address address={address} />}
      </span>
    );
  }
  if (/^h[1-6]$/.test(tag))
    return (
      <p class={`heading ${tag}`} dir="auto" role="heading" aria-level={Math.min(6, Number(tag.slice(1)) + 2)}>
        {inside}
      </p>
    );
  if (tag === 'ol') return <ol {...(start === undefined ? {} : { start })}>{inside}</ol>;
  if (tag === 'th' || tag === 'td') {
    const Cell = tag;
    return (
      <Cell dir="auto" class={node.align}>
        {inside}
      </Cell>
    );
  }
  if (!isPlain(tag)) return <div dir="auto">{inside}</div>;
  const Tag = tag;
  return INLINE.has(tag) ? <Tag>{inside}</Tag> : <Tag dir="auto">{inside}</Tag>;
}
