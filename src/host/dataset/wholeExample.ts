import { readLine, withoutMark } from '../../dataset/example.ts';
import { askedIn } from '../../evaluate/asked.ts';
import type { ExampleView } from '../../protocol/datasetPage.ts';
import { profileOf } from '../../providers/profiles.ts';
import { picturesAtOnce } from '../images/pictures.ts';
import { findingOf } from '../problems/vendorMark.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';
import type { DatasetModel } from './datasetModel.ts';
import { viewOf } from './exampleView.ts';
import { labelIn } from './labelView.ts';
import { messagesOf } from './messages.ts';
import { predictionView } from './shownRun.ts';

/** An example with all that is known of it: findings, vendors' marks, predictions of runs, what models were asked. */
export async function wholeExample(model: DatasetModel, services: Services, line: number): Promise<ExampleView> {
  const text = await model.document.lineText(line);
  const example = text === undefined ? { kind: 'long' as const } : readLine(text, line);
  const { prefix } = model.check;
  const deviation =
    prefix && text !== undefined && example.kind === 'chat'
      ? prefix.deviation(withoutMark(text), example.messages)
      : undefined;
  const facts = profileOf(readSettings(model.uri).provider).models[0];
  const asked = askedIn(line, example);
  const mark = services.vendorMarks.shownFor(model).get(line);
  const bytes = await model.document.lineBytes(line);
  const view = viewOf(line, bytes, text, example, facts, services.webImages);
  const shared = model.check.shared?.messages ?? 0;
  const predictions = asked ? model.runs.flatMap((run, at) => predictionView(run, at, asked) ?? []) : [];
  const answers = model.answers.of(example);
  const own = labelIn(example);
  // a file of answers beside has it where somebody has judged by it
  const known = predictions.length > 0 || answers.some(({ reference }) => reference !== undefined);
  const label = own ? { path: own.path } : known ? {} : undefined;
  return {
    ...view,
    sharesPrefix: prefix !== undefined && !deviation && example.kind === 'chat',
    ...(deviation && { deviation }),
    pictures: picturesAtOnce(messagesOf(example).slice(deviation ? 0 : shared)),
    findings: [...(mark ? [findingOf(line, mark)] : []), ...model.check.findingsOf(line)],
    predictions,
    asked: answers,
    ...(label && { label }),
  };
}
