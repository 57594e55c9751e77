import { OWN_OPINION } from './bases.ts';
import { FewShotImages } from './fewShotImages.ts';
import type { LineFacts } from './lineFacts.ts';
import type { LintedImage } from './lintedImage.ts';
import { MOST_REMEMBERED } from './remembered.ts';
import type { Report, Rule } from './rule.ts';

/** Images that stand in several examples, or in several files. */
export const REPEATED_IMAGE_RULES: readonly Rule[] = [
  {
    id: 'duplicate-image',
    family: 'dataset',
    severity: 'info',
    title: 'The same image in several examples',
    basis: OWN_OPINION,
    start({ file, images }) {
      const lines = new Map<string, number>();
      const fewShots = new FewShotImages(images);
      const said = (near: boolean, line: number): [message: string, help: string] => [
        near ? `This image looks the same as one of line ${line}.` : `This image is also in line ${line}.`,
        'Nothing has to be done if several questions are asked about it.',
      ];
      return {
        facts(facts, report) {
          if (!facts.example) return;
          fewShots.add(facts, facts.example);
          // the same example has the same images, and is told of as a whole
          if (facts.sameAs !== undefined) return;
          for (const image of facts.example.own) {
            const id = images.idOf(image);
            if (id === undefined) continue;
            const first = lines.get(id);
            if (first === undefined) {
              if (lines.size < MOST_REMEMBERED) lines.set(id, facts.number);
            } else if (first !== facts.number)
              report(image.path, ...said(images.isNear(image, id), first), { related: [{ file, line: first }] });
          }
        },
        end(_totals, report) {
          for (const { id, first, second } of fewShots.unshared()) {
            const own = lines.get(id);
            const [later, line] =
              own === undefined || own > first.facts.number ? [second, first.facts.number] : [first, own];
            if (!later || later.facts.number === line) continue;
            const near = images.isNear(later.image, id);
            report(later.image.path, ...said(near, line), { at: later.facts, related: [{ file, line }] });
          }
        },
      };
    },
  },
  {
    id: 'leakage',
    family: 'dataset',
    severity: 'warning',
    title: 'An image that is in another split too',
    basis: OWN_OPINION,
    start({ against, images }) {
      if (against.length === 0) return undefined;
      const fewShots = new FewShotImages(images);
      const judge = (image: LintedImage, report: Report, at?: LineFacts) => {
        for (const other of against) {
          const found = other.find(image);
          if (!found) continue;
          const { file, purpose } = other;
          report(
            image.path,
            `This image ${found.near ? 'looks the same as one' : 'is'} in the ${purpose === 'train' ? 'training' : purpose} file ${file}, line ${found.line}: what is measured is not new to the model.`,
            'Keep all questions about an image in one split.',
            { related: [{ file, line: found.line }], ...(at && { at }) },
          );
        }
      };
      return {
        facts(facts, report) {
          if (!facts.example) return;
          fewShots.add(facts, facts.example);
          for (const image of facts.example.own) judge(image, report);
        },
        end(_totals, report) {
          for (const { first } of fewShots.unshared()) judge(first.image, report, first.facts);
        },
      };
    },
  },
  {
    id: 'few-shot-contains-row',
    family: 'dataset',
    severity: 'warning',
    title: 'An example whose own image is among its few-shot images',
    basis: OWN_OPINION,
    start: ({ images }) => ({
      facts({ example }, report) {
        if (!example) return;
        for (const image of example.own) {
          const id = images.idOf(image);
          if (id === undefined) continue;
          const shown = example.before.some((each) => each.some((other) => images.idOf(other) === id));
          if (shown)
            report(
              image.path,
              'This image is among the few-shot images before it, with its answer perhaps.',
              'Take another few-shot example, or leave this one out.',
            );
        }
      },
    }),
  },
];
