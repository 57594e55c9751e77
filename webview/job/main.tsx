import { render } from 'preact';
import type { JobHost, JobPage } from '../../src/protocol/jobPage.ts';
import { connectHost, keepPlace, readPlace } from '../ui/host.ts';
import { loadTranslations } from '../ui/l10n.ts';
import { registerControls } from '../ui/toolkit.tsx';
import { App } from './app.tsx';
import { JobModel } from './model.ts';
import { FIRST_PLACE } from './place.ts';
import '../ui/theme.css';
import '../ui/controls.css';
import '../ui/lists.css';
import '../ui/chart.css';
import './job.css';
import './events.css';

loadTranslations(document);
registerControls();

const host = connectHost<JobHost, JobPage>({
  update: (snapshot) => {
    model.update(snapshot);
  },
});
const model = new JobModel(host, readPlace(FIRST_PLACE), keepPlace);

render(<App model={model} />, document.body);
void model.start();
