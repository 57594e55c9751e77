import { removeElement } from '../../dataset/lineEdit.ts';
import { readExample } from '../../dataset/example.ts';
import { editing, type Fix } from './fix.ts';

/** Of examples that are measured. */
export const DATASET_FIXES: Readonly<Record<string, Fix>> = {
  'over-context': {
    of: 'line',
    label: 'Remove few-shots until it fits',
    safe: false,
    why: 'The few-shot examples that go are no longer learnt from.',
    moves: true,
    mend: editing((json, { profile, tokens }, whole) =>
      shortened(
        json,
        async (line) =>
          (await tokens(whole(line))) <= (profile.limits.trainingContext?.value ?? Number.POSITIVE_INFINITY),
      ),
    ),
  },
};

/** Without its first questions and what answers them, until it fits; the last question and the system prompt stay. */
async function shortened(json: string, fits: (line: string) => Promise<boolean>): Promise<string> {
  let line = json;
  while (!(await fits(line))) {
    const example = readExample(line);
    const messages = example.kind === 'chat' ? example.messages : [];
    const [first, second] = messages.flatMap(({ role }, at) => (role === 'user' ? [at] : []));
    // where even the last question is too long, nothing is gained by losing the others
    if (first === undefined || second === undefined) return json;
    for (let at = second - 1; at >= first; at--) line = removeElement(line, ['messages'], at);
  }
  return line;
}
