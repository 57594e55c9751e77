import { join } from 'node:path';
import { l10n, type Uri } from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import { judgeRun, OFFLINE } from '../evaluate/judge.ts';
import { newRun, runLabel, runName } from '../evaluate/newRun.ts';
import { runPredictions } from '../evaluate/predict.ts';
import { createRun } from '../evaluate/runFolder.ts';
import { tokenPriceOf } from '../evaluate/spending.ts';
import { readTestSet, type TestSet } from '../evaluate/testSet.ts';
import type { ProviderId } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import { explained, openAccount, type Account } from './account.ts';
import { agreed } from './agreed.ts';
import type { CommandContext } from './commands.ts';
import { workspaceFolder } from './dataFolder.ts';
import { formatCount } from './format.ts';
import { withProgress } from './progress.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { findRuns, type FoundRun } from './runs.ts';
import { readSettings } from './settings.ts';
import { ask, choose, type Step } from './steps.ts';
import { fileFor } from './trainingFile.ts';

/** Models asked for by another command, as after fine-tuning. */
interface Wanted {
  provider: ProviderId;
  models: string[];
}

interface Answers {
  test: Uri;
  provider: ProviderId;
  account: Account | undefined;
  models: string[];
}

/** Asks models for every example of a test file, and shows how they compare. */
export async function evaluate(context: CommandContext, uri?: Uri, wanted?: Wanted): Promise<void> {
  const test = await fileFor(context, uri, 'test', l10n.t('Choose the test file'));
  if (!test) return;
  const start: Answers = {
    test,
    provider: wanted?.provider ?? 'openai',
    account: undefined,
    models: wanted?.models ?? [],
  };
  const steps = wanted ? [] : [chooseProvider, chooseModels(context)];
  const answers = await ask(l10n.t('Evaluate Models'), start, steps);
  if (!answers) return;
  const account = answers.account ?? (await openAccount(context, answers.provider, test));
  const testSet = await readTestSet(test.fsPath);
  try {
    if (!(await agreeToSend(account, testSet, answers))) return;
    for (const model of answers.models) await predict(context, account, testSet, test, model);
  } finally {
    await testSet.close();
  }
  const runs = (await findRuns()).filter((run) => run.test === test.fsPath);
  ResultsPanel.open(context, inOrder(runs, answers.models));
}

const chooseProvider: Step<Answers> = (state, place) =>
  choose(
    place,
    l10n.t('Where do the models answer?'),
    Object.values(PROFILES).map(({ id, name }) => ({ id, label: name, picked: id === state.provider })),
    ([chosen]) => {
      if (chosen) state.provider = chosen.id;
    },
  );

const chooseModels =
  (context: CommandContext): Step<Answers> =>
  async (state, place) => {
    const account = await openAccount(context, state.provider, state.test);
    state.account = account;
    const models = await explained(account, () => modelsOf(account));
    return choose(
      place,
      l10n.t('Which models answer?'),
      models.map((model) => ({ label: model, picked: state.models.includes(model) })),
      (chosen) => {
        state.models = chosen.map(({ label }) => label);
      },
      { many: true },
    );
  };

/** The server's own list: tuned models first, then those the profile knows, then the rest. */
async function modelsOf({ client, profile }: Account): Promise<string[]> {
  const known = new Set(profile.models.map(({ id }) => id));
  const listed: string[] = [];
  for await (const { id } of client.models.list()) listed.push(id);
  const rank = (id: string) => (id.startsWith('ft:') ? 0 : known.has(id) ? 1 : 2);
  return listed.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

async function agreeToSend(account: Account, { examples }: TestSet, { models }: Answers): Promise<boolean> {
  if (account.embedded) return true;
  const question = l10n.t('Ask {0} at {1}?', models.join(', '), account.recipient);
  const detail = l10n.t(
    '{0} examples with their images leave this machine, once for each model; what a run has answered before is not asked again.',
    formatCount(examples.length),
  );
  return agreed(question, detail, l10n.t('Send'));
}

async function predict({ log }: CommandContext, account: Account, testSet: TestSet, test: Uri, model: string) {
  const { client, profile, embedded, baseURL } = account;
  const { runsFolder, concurrency } = readSettings(test);
  const arm = 'normal';
  const folder = join(workspaceFolder(test).uri.fsPath, runsFolder, runName(test.fsPath, { model, arm }));
  const request = {
    model,
    arm,
    profile,
    baseURL: embedded ? undefined : baseURL,
    toolVersion: manifest.version,
    name: runLabel({ model, arm }),
  } as const;
  const run = await createRun(folder, newRun(testSet, folder, request));
  try {
    const state = await withProgress(l10n.t('Asking {0}', model), ({ signal, onProgress }) =>
      explained(account, () =>
        runPredictions({
          ...{ client, model, testSet, run, arm, concurrency, signal },
          price: tokenPriceOf(profile, model),
          onProgress: ({ done, total }) => {
            onProgress(done / total, l10n.t('{0} of {1}', formatCount(done), formatCount(total)));
          },
        }),
      ),
    );
    await run.update({
      counts: { answered: state.done - state.errors, errors: state.errors },
      finished: new Date().toISOString(),
    });
    log.info(`${model}: ${state.done} of ${state.total} examples answered, ${state.errors} of them with an error.`);
    if (embedded) await judgeRun({ run, judge: OFFLINE, concurrency, signal: new AbortController().signal });
  } finally {
    await run.close();
  }
}

/** The models asked for first, then the other runs of the file, six in all. */
function inOrder(runs: readonly FoundRun[], models: readonly string[]): FoundRun[] {
  const place = ({ info }: FoundRun) => {
    const at = models.indexOf(info.model);
    return at < 0 || info.arm !== 'normal' ? models.length : at;
  };
  return runs.toSorted((a, b) => place(a) - place(b)).slice(0, 6);
}
