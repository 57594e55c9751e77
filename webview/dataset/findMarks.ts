import type { Hit } from '../../src/protocol/listing.ts';

/** Words of the page, not of the file. */
const NOT_TEXT = 'button, select, textarea, .unseen, .icon, .tools, .finding, .small';

/** The text that an element shows, and where each piece of it stands in the document. */
class ShownText {
  readonly text: string;
  private readonly nodes: { node: Text; start: number }[] = [];
  /** Behind what was found last. */
  private from = 0;

  constructor(element: Element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node instanceof Element
        ? node.matches(NOT_TEXT)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT,
    );
    let text = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.nodes.push({ node: node as Text, start: text.length });
      text += node.nodeValue ?? '';
    }
    this.text = text;
  }

  /** The hit where it stands in the file's text, or else the next place that reads like it. */
  find({ start, text }: Hit): Range | undefined {
    const at = this.text.startsWith(text, start) && start >= this.from ? start : this.text.indexOf(text, this.from);
    if (at < 0) return undefined;
    this.from = at + text.length;
    const range = document.createRange();
    const [first, last] = [this.nodeAt(at), this.nodeAt(this.from - 1)];
    if (!first || !last) return undefined;
    range.setStart(first.node, at - first.start);
    range.setEnd(last.node, this.from - last.start);
    return range;
  }

  private nodeAt(offset: number): { node: Text; start: number } | undefined {
    return this.nodes.findLast(({ start }) => start <= offset);
  }
}

/** The element a hit is shown in: of its part, of the message around it, or all there is. */
export function scopeOf(body: Element, path: string): Element {
  for (let wanted = path; wanted !== ''; wanted = wanted.slice(0, wanted.lastIndexOf('/'))) {
    const found = body.querySelector(`[data-path="${CSS.escape(wanted)}"]`);
    if (found) return found;
  }
  return body;
}

/** Where each hit is drawn; `undefined` for one that is folded, cut off or being edited. */
export function rangesOf(body: Element, hits: readonly Hit[]): (Range | undefined)[] {
  const shown = new Map<Element, ShownText>();
  return hits.map((hit) => {
    const scope = scopeOf(body, hit.path);
    const text = shown.get(scope) ?? new ShownText(scope);
    shown.set(scope, text);
    return text.find(hit);
  });
}
