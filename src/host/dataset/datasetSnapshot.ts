import type { DatasetSnapshot } from '../../protocol/datasetPage.ts';
import type { ListState } from '../../protocol/listing.ts';
import type { DatasetModel } from './datasetModel.ts';
import { foundRules } from '../problems/foundRules.ts';
import { markRules, withMarks } from '../problems/markedProblems.ts';
import { readSettings } from '../settings.ts';
import type { MarkedLines } from '../problems/vendorMarks.ts';
import { vendorVerdicts } from '../problems/vendorVerdicts.ts';

const NO_PROBLEMS = { error: 0, warning: 0, info: 0 };

/** Everything a page needs to draw, but the rows and the example. */
export function snapshotOf(
  model: DatasetModel,
  list: ListState,
  selected: number,
  marks: MarkedLines,
): DatasetSnapshot {
  const { shared, sharedDescription, report, otherData, progress } = model.check;
  const counts = otherData ? NO_PROBLEMS : report?.counts;
  return {
    name: model.uri.path.split('/').at(-1) ?? '',
    size: model.size,
    indexed: model.indexed ? model.size : model.bytesIndexed,
    lines: model.lineCount,
    shared: {
      messages: shared?.messages ?? 0,
      examples: shared?.examples ?? 0,
      sharing: shared?.sharing ?? 0,
      description: sharedDescription,
    },
    problems: counts && withMarks(counts, marks),
    vendors: report ? vendorVerdicts(report) : [],
    ...(progress !== undefined && { checking: progress }),
    runs: model.runs.map(({ code, name, model: id, baseline }) => ({ code, name, model: id, baseline })),
    ...(model.runCounts && { runCounts: model.runCounts }),
    selected,
    list,
    rules: [...markRules(marks), ...(report ? foundRules(report) : [])],
    content: model.revision,
    renderMarkdown: readSettings(model.uri).renderMarkdown,
    ...(model.built && { built: true }),
    ...(model.news && { news: model.news }),
    ...(model.readOnly !== undefined && { readOnly: model.readOnly }),
    ...(model.failure !== undefined && { failure: model.failure }),
  };
}
