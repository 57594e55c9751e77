import { Uri } from 'vscode';
import { checkSameFiles, placeOfRepeat, repeatOf } from '../../evaluate/repeat.ts';
import type { Arm } from '../../evaluate/arms.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { openAccount } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { evaluateWith, type Evaluating } from '../evaluate/evaluateCommand.ts';
import type { ResultsPanel } from '../results/resultsPanel.ts';
import type { FoundRun } from './foundRuns.ts';

/** Asks once more what a run was asked, into a new folder. */
export async function repeatRun(context: CommandContext, run: FoundRun): Promise<void> {
  await askAs(context, run, { place: await placeOfRepeat(run.folder, run.info) });
}

/** Asks a run that is not complete for the rest. */
export async function goOn(context: CommandContext, run: FoundRun, panel?: ResultsPanel): Promise<void> {
  await askAs(context, run, { place: { folder: run.folder }, panel });
}

/** Asks a run's model the same with other images. */
export async function askControl(
  context: CommandContext,
  run: FoundRun,
  arm: Exclude<Arm, 'normal'>,
  panel: ResultsPanel,
): Promise<void> {
  await askAs(context, run, { arm, panel });
}

async function askAs(context: CommandContext, { folder, info }: FoundRun, changes: Partial<Evaluating>): Promise<void> {
  const { provider, baseURL, model, parameters, test, answers, ...same } = await repeatOf(folder, info);
  const file = Uri.file(test);
  const account = await openAccount(context, provider, file, addressOf(provider, baseURL));
  await evaluateWith(context, account, {
    ...{ ...same, test: file, models: [model], answersFile: answers, budget: undefined },
    ...{ temperature: parameters.temperature, maxTokens: parameters.maxTokens },
    check: (testSet) => {
      checkSameFiles(info, testSet);
    },
    ...changes,
  });
}

/** As a setting would say it: empty for the vendor's own address, and for the embedded server. */
const addressOf = (provider: keyof typeof PROFILES, baseURL: string | undefined) =>
  baseURL === undefined || baseURL === PROFILES[provider].baseURL ? '' : baseURL;
