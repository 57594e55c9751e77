import { findNodeAtLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

/** A stretch of a recipe's text, in UTF-16 code units. */
export interface RecipePlace {
  offset: number;
  length: number;
}

/** Keys that a sentence may name alone; the others are told from words of the data by their dots. */
const ALONE = ['source', 'sample', 'prompt', 'fewShot', 'output', 'targets'];
const DOTTED = /"([a-zA-Z]\w*(?:\.\w+)*)"/g;

/** Finds places in one text of a recipe. Comments and trailing commas are allowed; broken JSON has the places it has. */
export class RecipePlaces {
  private readonly root: Node | undefined;

  constructor(text: string) {
    this.root = parseTree(text, [], { allowTrailingComma: true });
  }

  /** Where a value stands; of an object or a list its name alone. What is missing is shown where it would belong. */
  at(path: JSONPath): RecipePlace {
    for (let length = path.length; length > 0 && this.root; length--) {
      const node = findNodeAtLocation(this.root, path.slice(0, length));
      if (node) return placeOf(node);
    }
    return { offset: this.root?.offset ?? 0, length: 1 };
  }

  /** The key that a sentence names as `"output.train"`, where the recipe has it or its parent; else `undefined`. */
  named(sentence: string): RecipePlace | undefined {
    for (const [, name = ''] of sentence.matchAll(DOTTED)) {
      const path = name.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const [first] = path;
      const known = this.root && first !== undefined && findNodeAtLocation(this.root, [first]);
      if (path.length === 1 && !ALONE.includes(name)) continue;
      if (known || ALONE.includes(String(first))) return this.at(path);
    }
    return undefined;
  }
}

function placeOf(node: Node): RecipePlace {
  const name = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  const { offset, length } = (node.type === 'object' || node.type === 'array') && name ? name : node;
  return { offset, length };
}
