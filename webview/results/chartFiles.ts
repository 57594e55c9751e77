import type { ChartFiles } from '../ui/chartMenu.tsx';
import type { ResultsModel } from './model.ts';

/** Pictures of charts are saved by the host. */
export const filesOf = (model: ResultsModel): ChartFiles => ({
  save: (name, format, bytes) => model.host.saveChart(name, format, bytes),
  asking: (work) => model.asking(work),
});
