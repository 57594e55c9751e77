import { pointerStep } from '../position.ts';
import { NORMAL_EVENTS, SKIPS } from './events.ts';
import type { Explanation, Groups, Wording } from './explanation.ts';
import { REFUSALS } from './refusals.ts';
import { labelOf, reasonsOf, SKIP_LABELS } from './skipLabels.ts';
import { vendorWords } from './vendorWords.ts';

const WORDINGS: readonly Wording[] = [...SKIPS, ...NORMAL_EVENTS, ...REFUSALS];

interface Match {
  wording: Wording;
  from: number;
  to: number;
  groups: Groups;
}

/**
 * What a vendor's answer, event or log means: one explanation for each thing it says, in the order of the text. Empty
 * for words that are not known; never throws.
 */
export function explain(text: string): Explanation[] {
  const words = vendorWords(text);
  const matches: Match[] = [];
  const taken = new Uint8Array(words.length);
  for (const wording of WORDINGS) {
    if (wording.general && matches.length > 0) continue;
    for (const found of words.matchAll(wording.pattern)) {
      const [from, to] = [found.index, found.index + found[0].length];
      if (taken.subarray(from, to).includes(1)) continue;
      taken.fill(1, from, to);
      matches.push({ wording, from, to, groups: found.groups ?? {} });
    }
    if (wording.code === undefined || matches.some((match) => match.wording === wording)) continue;
    const from = words.search(new RegExp(`\\b${wording.code}\\b`));
    if (from >= 0) matches.push({ wording, from, to: from + wording.code.length, groups: {} });
  }
  matches.sort((a, b) => a.from - b.from);
  let [file, named]: [Explanation['file'], number] = [undefined, 0];
  const explained = matches.map((match) => {
    file = fileNamedIn(words.slice(named, match.to)) ?? file;
    named = match.to;
    return explanationOf(match, file);
  });
  const seen = new Set<string>();
  return explained.filter((explanation) => {
    const key = JSON.stringify(explanation);
    return !seen.has(key) && seen.add(key);
  });
}

/** The one that is named last: it is what the next words are about. */
function fileNamedIn(words: string): Explanation['file'] {
  const name = [...words.matchAll(/\b(training|validation)[ _]file/gi)].at(-1)?.[1]?.toLowerCase();
  return name === 'training' || name === 'validation' ? name : undefined;
}

function explanationOf({ wording, groups }: Match, file: Explanation['file']): Explanation {
  const { rule = ruleOfLabel(groups['label']), sentence, help, normal } = wording;
  const path = pathOf(groups);
  const { reasons, skipped, used } = groups;
  return {
    ...(rule !== undefined && { rule }),
    lines: numbersOf(groups['lines']),
    ...(path !== undefined && { path }),
    ...(reasons !== undefined && { reasons: reasonsOf(reasons) }),
    ...(groups['label'] !== undefined && { reasons: [{ label: labelOf(groups['label'].trim()) }] }),
    ...(skipped !== undefined &&
      used !== undefined && { trained: { used: Number(used), of: Number(used) + Number(skipped) } }),
    ...(file !== undefined && { file }),
    sentence: typeof sentence === 'string' ? sentence : sentence(groups),
    help: typeof help === 'string' ? help : help(groups),
    ...(normal && { normal }),
  };
}

const ruleOfLabel = (label: string | undefined) =>
  label === undefined ? undefined : SKIP_LABELS[labelOf(label)]?.rule;

/** Vendors count messages from 1 in answers about files, from 0 in answers about requests. */
function pathOf({ message, messageFromZero, part, key }: Groups): string | undefined {
  if (messageFromZero !== undefined)
    return `/messages/${Number(messageFromZero)}/content/${Number(part ?? 0)}/image_url`;
  const step = key === undefined ? '' : pointerStep(key);
  if (message === undefined) return step === '' ? undefined : step;
  return Number(message) < 1 ? undefined : `/messages/${Number(message) - 1}${step}`;
}

function numbersOf(list: string | undefined): number[] {
  const numbers = (list?.match(/\d+/g) ?? [])
    .map(Number)
    .filter((number) => number > 0 && Number.isSafeInteger(number));
  return [...new Set(numbers)].sort((a, b) => a - b);
}
