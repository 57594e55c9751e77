import MarkdownIt, { type Token } from 'markdown-it';

/** A piece of a Markdown text; what is nested in it are its children. */
export type MarkdownNode =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string; block: boolean; language: string }
  | { type: 'image'; alt: string; address: string }
  | { type: 'break' | 'rule' }
  | { type: 'element'; tag: string; children: MarkdownNode[]; address?: string; start?: number; align?: string };

// HTML stays text, addresses that run something are no links, and nesting ends at 20
const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: 20 });

/** Reads a Markdown text. Whatever it holds, the result nests as deep as the parser lets it and names no address to load. */
export function markdownTree(text: string): MarkdownNode[] {
  return childrenOf(parser.parse(text, {}));
}

function childrenOf(tokens: readonly Token[]): MarkdownNode[] {
  const root: MarkdownNode[] = [];
  const open: MarkdownNode[][] = [root];
  for (const token of tokens) {
    const here = open.at(-1) ?? root;
    if (token.nesting === 1) {
      const children: MarkdownNode[] = [];
      // a paragraph of a tight list has no room of its own
      here.push(elementOf(token, token.hidden ? 'span' : token.tag, children));
      open.push(children);
    } else if (token.nesting === -1) open.pop();
    else here.push(...leavesOf(token));
  }
  return root;
}

function elementOf({ attrs }: Token, tag: string, children: MarkdownNode[]): MarkdownNode {
  const attributes = new Map(attrs);
  const [address, start, style] = [attributes.get('href'), attributes.get('start'), attributes.get('style')];
  return {
    type: 'element',
    tag,
    children,
    ...(address !== undefined && { address: String(address) }),
    ...(start !== undefined && { start: Number(start) }),
    ...(style !== undefined && { align: String(style).replace('text-align:', '') }),
  };
}

function leavesOf(token: Token): MarkdownNode[] {
  switch (token.type) {
    case 'inline':
      return childrenOf(token.children ?? []);
    case 'softbreak':
    case 'hardbreak':
      return [{ type: 'break' }];
    case 'hr':
      return [{ type: 'rule' }];
    case 'code_inline':
      return [{ type: 'code', text: token.content, block: false, language: '' }];
    case 'fence':
    case 'code_block':
      return [{ type: 'code', text: token.content.replace(/\n$/, ''), block: true, language: token.info.trim() }];
    case 'image':
      return [{ type: 'image', alt: token.content, address: String(token.attrGet('src') ?? '') }];
    default:
      return [{ type: 'text', text: token.content }];
  }
}
