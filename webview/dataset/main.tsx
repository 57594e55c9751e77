import { render } from 'preact';
import type { DatasetHost, DatasetPage, LineRange } from '../../src/protocol/datasetPage.ts';
import { connectHost, keepPlace, readPlace } from '../ui/host.ts';
import { loadTranslations } from '../ui/l10n.ts';
import { App } from './app.tsx';
import { DatasetModel } from './model.ts';
import { FIRST_PLACE } from './place.ts';
import { showReencode } from './reencodeDialog.tsx';
import '../ui/theme.css';
import '../ui/controls.css';
import '../ui/lists.css';
import '../ui/popup.css';
import './dataset.css';
import './editing.css';
import './viewer.css';
import './images.css';
import './crop.css';
import './reading.css';
import './calls.css';
import './partTools.css';
import './keyboardHelp.css';
import './adaptation.css';
import './find.css';
import './problems.css';
import './vendors.css';
import '../ui/rate.css';
import './inline.css';

loadTranslations(document);

const host = connectHost<DatasetHost, DatasetPage>({
  update: (snapshot) => {
    model.update(snapshot);
  },
  reveal: (line, place) => {
    model.reveal(line, place);
  },
  showProblemList: (rule) => {
    model.problems.open(rule);
  },
  showNearest: () => void model.inline.findNearest(),
  editLabel: () => {
    model.inline.editLabel();
  },
  chosen: (): readonly LineRange[] => model.selection.lines,
  imagesProgress: (fraction) => {
    model.edits.reencoding.advance(fraction);
  },
  showReencode: () => {
    showReencode(model);
  },
  find: () => {
    model.find.focus();
  },
});
const model = new DatasetModel(host, readPlace(FIRST_PLACE), keepPlace);

render(<App model={model} />, document.body);
void model.start();
