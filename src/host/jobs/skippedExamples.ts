import { l10n, window, type Uri } from 'vscode';
import { explain } from '../../lint/explain/explain.ts';
import type { PROFILES } from '../../providers/profiles.ts';
import { rulesFor } from '../../tune/job/candidates.ts';
import { skippedOf } from '../../tune/job/skipped.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import { Hint } from '../report.ts';
import type { ExampleMark } from '../problems/vendorMarks.ts';
import { markExamples } from './markExamples.ts';
import type { JobAtHand } from './jobActions.ts';
import { fileOfJob } from './jobFiles.ts';
import type { Jobs } from './jobs.ts';

/** Marks the examples that the vendor named and left out, and lists them. */
export async function showSkipped(context: CommandContext, jobs: Jobs, { key, known }: JobAtHand): Promise<void> {
  const uri = await fileOfJob(jobs, key, 'training');
  const lines = skippedOf(known?.events ?? [])?.lines ?? [];
  const named = lines.map(({ line, reason }): ExampleMark => {
    const [meaning] = explain(reason);
    const sentence = meaning?.sentence ?? l10n.t('The vendor left this example out: {0}.', reason);
    return { line: line - 1, reason: sentence, ...(meaning && { help: meaning.help }) };
  });
  await markExamples(context, uri, named);
}

/** The example that failed the job. */
export async function showFault(context: CommandContext, jobs: Jobs, { key, known }: JobAtHand): Promise<void> {
  const said = explain(known?.job.error?.message ?? '').filter(({ lines }) => lines.length > 0);
  const [first] = said;
  if (!first) throw new Hint(l10n.t('The vendor does not say which example it is.'));
  const uri = await fileOfJob(jobs, key, first.file ?? 'training');
  const named = said.flatMap(({ lines, sentence, help }) =>
    lines.map((line): ExampleMark => ({ line: line - 1, reason: sentence, help, refused: true })),
  );
  await markExamples(context, uri, named);
}

/** Where the vendor names no lines: marks those that our own checks hold for likely, as guesses. */
export async function findCandidates(context: CommandContext, jobs: Jobs, { key, known }: JobAtHand): Promise<void> {
  const uri = await fileOfJob(jobs, key, 'training');
  const skipped = skippedOf(known?.events ?? []);
  const reasons = skipped?.reasons ?? [];
  const named = await withProgress(l10n.t('Looking for examples that may be meant'), async ({ signal, onProgress }) => {
    const found = await context.worker.run((tasks, task) => tasks.candidates(task, { path: uri.fsPath }, reasons), {
      signal,
      onProgress,
    });
    return [...found.map(inWords), ...(await faulty(context, uri, key.provider, reasons, signal))];
  });
  const unique = [...new Map(named.toSorted((a, b) => a.line - b.line).map((each) => [each.line, each])).values()];
  if (unique.length === 0)
    throw new Hint(
      l10n.t('No example speaks of what was left out ({0}): the images have to be looked at.', reasons.join(', ')),
    );
  const many = unique.length === 1 ? l10n.t('1 example') : l10n.t('{0} examples', formatCount(unique.length));
  void window.showInformationMessage(
    l10n.t(
      '{0} may be among the {1} that were left out. These are guesses by words and by our own checks: look at each.',
      many,
      formatCount(skipped?.count ?? 0),
    ),
  );
  await markExamples(context, uri, unique);
}

const inWords = ({ line, reason, word }: { line: number; reason: string; word: string }): ExampleMark => ({
  line,
  reason: l10n.t('"{0}" may be why it was left out, since the example speaks of "{1}".', reason, word),
  help: l10n.t('Look at the image.'),
  guess: true,
});

/** Examples in which the linter finds what the vendor gives as a reason. */
async function faulty(
  { worker, requests }: CommandContext,
  uri: Uri,
  provider: keyof typeof PROFILES,
  reasons: readonly string[],
  signal: AbortSignal,
): Promise<ExampleMark[]> {
  const rules = rulesFor(reasons);
  if (rules.length === 0) return [];
  const request = { ...(await requests.of(uri)), provider, depth: 'deep' as const, once: true };
  const report = await worker.run((tasks, task) => tasks.lint(task, { path: uri.fsPath }, request), { signal });
  return report.findings.flatMap(({ rule, line, message }) =>
    rules.includes(rule) ? [{ line: line - 1, reason: message, guess: true }] : [],
  );
}
