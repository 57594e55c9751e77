import { OWN_OPINION } from './bases.ts';
import { ANSWER_FORMS, CONFLICTING_ANSWERS } from './conflictingAnswers.ts';
import type { LineFacts } from './lineFacts.ts';
import { MOST_REMEMBERED } from './remembered.ts';
import type { Rule } from './rule.ts';

/** Lines kept until it is known which system prompt most have. */
const MOST_PENDING = 100_000;
/** An answer is too frequent when it is that of more than this part of at least so many examples. */
const IMBALANCE = 0.9;
const LEAST_ANSWERS = 20;

/** What is asked and answered, compared over the lines of a file. */
export const ANSWER_RULES: readonly Rule[] = [
  CONFLICTING_ANSWERS,
  ANSWER_FORMS,
  {
    id: 'answer-imbalance',
    family: 'dataset',
    severity: 'info',
    title: 'One answer to nearly all questions',
    basis: OWN_OPINION,
    start() {
      const answers = new Map<string, number>();
      let total = 0;
      return {
        facts({ example }) {
          if (example?.answer === undefined) return;
          total++;
          const count = answers.get(example.answer);
          if (count !== undefined || answers.size < MOST_REMEMBERED) answers.set(example.answer, (count ?? 0) + 1);
        },
        end(_totals, report) {
          if (total < LEAST_ANSWERS) return;
          const most = [...answers.values()].reduce((largest, count) => Math.max(largest, count), 0);
          if (most > IMBALANCE * total)
            report(
              '',
              `${most.toLocaleString('en')} of ${total.toLocaleString('en')} examples have the same answer: a model that always gives it is nearly always right.`,
              'Add examples with other answers, or measure by more than accuracy.',
            );
        },
      };
    },
  },
  {
    id: 'inconsistent-system-prompt',
    family: 'dataset',
    severity: 'warning',
    title: 'A system prompt that most other examples do not have',
    basis: OWN_OPINION,
    start() {
      const prompts = new Map<string, { count: number; lines: LineFacts[] }>();
      let [total, pending] = [0, 0];
      return {
        facts(facts) {
          if (!facts.example) return;
          total++;
          const prompt = prompts.get(facts.example.system) ?? { count: 0, lines: [] };
          prompt.count++;
          if (pending++ < MOST_PENDING) prompt.lines.push(facts);
          if (prompt.count === 1 && prompts.size < MOST_REMEMBERED) prompts.set(facts.example.system, prompt);
        },
        end(_totals, report) {
          const [usual] = [...prompts.values()].sort((a, b) => b.count - a.count);
          // where each example has its own, none is odd
          if (!usual || usual.count * 2 <= total) return;
          for (const prompt of prompts.values()) {
            if (prompt === usual) continue;
            for (const at of prompt.lines)
              report(
                at.example?.systemPath ?? '',
                `${at.example?.system === '' ? 'This example has no system prompt' : 'This example has another system prompt'}, unlike ${usual.count.toLocaleString('en')} of the ${total.toLocaleString('en')}.`,
                'Use the same system prompt in all examples, and when the model is asked later.',
                { at },
              );
          }
        },
      };
    },
  },
];
