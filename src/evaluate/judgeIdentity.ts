import { BUILT_IN } from './judgePrompt.ts';
import type { JudgeIdentity, RunInfo } from './run.ts';
import { fileNameOf } from './runPaths.ts';

/** Whether the ratings of a run are of this judge, told the same. */
export function sameJudge(info: Pick<RunInfo, 'judge' | 'judgePrompt'>, judge: JudgeIdentity): boolean {
  return info.judge === judge.judge && promptOf(info) === promptOf(judge);
}

/** What names the file of ratings set aside: the judge, and its prompt where that is not the built-in one. */
export function asideName(judge: JudgeIdentity): string {
  const prompt = promptOf(judge);
  return fileNameOf(prompt === BUILT_IN ? judge.judge : `${judge.judge}-${prompt}`);
}

/** Hash of a prompt that is not the built-in one. */
export function ownPrompt(judge: { judgePrompt?: string | undefined }): string | undefined {
  return promptOf(judge) === BUILT_IN ? undefined : judge.judgePrompt;
}

// runs of before prompts could be chosen say nothing
const promptOf = ({ judgePrompt = BUILT_IN }: { judgePrompt?: string | undefined }) => judgePrompt;
