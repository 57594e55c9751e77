import { render } from 'preact';
import type { ResultsHost, ResultsPage } from '../../src/protocol/resultsPage.ts';
import { connectHost, keepPlace, readPlace } from '../ui/host.ts';
import { loadTranslations } from '../ui/l10n.ts';
import { registerControls } from '../ui/toolkit.tsx';
import { App } from './app.tsx';
import { ResultsModel } from './model.ts';
import { FIRST_PLACE } from './place.ts';
import '../ui/theme.css';
import '../ui/controls.css';
import '../ui/lists.css';
import '../ui/popup.css';
import '../ui/chart.css';
import './results.css';
import './people.css';
import './live.css';

loadTranslations(document);
registerControls();

const host = connectHost<ResultsHost, ResultsPage>({
  update: (snapshot) => {
    model.update(snapshot);
  },
  rated: (...told) => {
    model.rated(...told);
  },
});
const model = new ResultsModel(host, readPlace(FIRST_PLACE), keepPlace);

render(<App model={model} />, document.body);
void model.start();
