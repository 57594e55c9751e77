import { l10n } from 'vscode';
import type { FixRequest, FixView } from '../protocol/fixing.ts';
import type { DatasetModel } from './datasetModel.ts';
import type { Services } from './services.ts';

export const fixViews = (): FixView[] => [];

/** Mends problems of an open file as one edit. @returns whether something changed */
export function fixProblems(_model: DatasetModel, _services: Services, _request: FixRequest): Promise<boolean> {
  return Promise.reject(new Error(l10n.t('No rule has a fix.')));
}
