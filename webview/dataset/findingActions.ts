import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import type { ImageTool } from '../../src/protocol/problems.ts';
import { t } from '../ui/l10n.ts';
import type { Finding } from './findingPlaces.ts';
import { beginImageTool, imageFor } from './imageTool.ts';
import type { DatasetModel } from './model.ts';
import { oneLine } from './selection.ts';

/** A button that mends what was found. */
export interface FindingAction {
  action: 'fix' | 'remove-example' | ImageTool;
  label: string;
  title?: string;
  run: () => void;
}

/** What can be done about a finding of the example shown. */
export interface FindingActions {
  showRule(rule: string): void;
  /** None where nothing can be edited. */
  of(finding: Finding): readonly FindingAction[];
}

const FindingContext = createContext<FindingActions>({ showRule: () => undefined, of: () => [] });

export const FindingActionsProvider = FindingContext.Provider;

export const useFindingActions = (): FindingActions => useContext(FindingContext);

export function findingActions(model: DatasetModel, example: ExampleView): FindingActions {
  const { problems } = model;
  return {
    showRule: (rule) => {
      problems.showRule(rule);
    },
    of: ({ rule, path, fixable, source }) => {
      if (source !== undefined) return markActions(model, example);
      const fix = fixable ? problems.fixOf(rule) : undefined;
      const run = () => {
        problems.fix({ rule, line: example.line, path });
      };
      return fix ? [{ action: 'fix', label: fix.label, title: fix.why, run }] : [];
    },
  };
}

/** What mends an example that a vendor named. */
function markActions(model: DatasetModel, example: ExampleView): FindingAction[] {
  if (model.snapshot?.readOnly !== undefined) return [];
  const tool = (action: ImageTool, label: string): FindingAction[] => {
    const image = imageFor(action, example);
    const run = () => {
      beginImageTool(model, action, example);
    };
    return image ? [{ action, label, title: image.label, run }] : [];
  };
  return [
    {
      action: 'remove-example',
      label: t('Remove Example'),
      run: () => {
        if (model.at < 0) return;
        // the button goes with the example; the next one takes its place here
        document.querySelector<HTMLElement>('.example-body')?.focus();
        model.edits.removeExamples(oneLine(model.at), model.at);
      },
    },
    ...tool('replace', t('Replace Image…')),
    ...tool('crop', t('Crop Image…')),
  ];
}
