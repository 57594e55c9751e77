import { Diagnostic, languages, Range, workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import type { RecipeProblem } from '../../protocol/recipeTasks.ts';
import { debounce } from '../debounce.ts';
import { isRecipe } from './recipes.ts';
import type { Services } from '../services.ts';

/** After the last letter typed. */
const TYPING_MS = 400;

/**
 * Recipes that are open are checked as they are written: what their JSON Schema cannot know - files, columns, rows -
 * stands in the Problems panel at its place, and so does what a build said.
 */
export class RecipeChecks implements Disposable {
  private readonly services: Pick<Services, 'worker' | 'log'>;
  private readonly collection = languages.createDiagnosticCollection('vision-fine-tuning-recipes');
  private readonly open = new Map<TextDocument, { later: ReturnType<typeof debounce>; running: AbortController }>();
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(services: Pick<Services, 'worker' | 'log'>) {
    this.services = services;
    const again = ({ document }: { document: TextDocument }) => this.open.get(document)?.later();
    this.subscriptions = [
      workspace.onDidOpenTextDocument((document) => {
        this.begin(document);
      }),
      workspace.onDidChangeTextDocument(again),
      // the files it names may be others by now
      workspace.onDidSaveTextDocument(() => {
        this.all();
      }),
      workspace.onDidGrantWorkspaceTrust(() => {
        this.all();
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.end(document);
      }),
    ];
    for (const document of workspace.textDocuments) this.begin(document);
  }

  /** Puts what a build said where it belongs in its recipe, until that is changed. */
  async showFailure(recipe: Uri, sentence: string): Promise<void> {
    const document = [...this.open.keys()].find(({ uri }) => uri.toString() === recipe.toString());
    if (!document || this.collection.get(recipe)?.some(({ message }) => message === sentence)) return;
    const problem = await this.services.worker.methods.placeOfFailure(document.getText(), sentence);
    if (problem && this.open.has(document))
      this.collection.set(recipe, [...(this.collection.get(recipe) ?? []), diagnosticOf(document, problem)]);
  }

  private all(): void {
    for (const { later } of this.open.values()) later();
  }

  private begin(document: TextDocument): void {
    if (document.uri.scheme !== 'file' || !isRecipe(document.uri) || this.open.has(document)) return;
    const later = debounce(() => void this.run(document), TYPING_MS);
    this.open.set(document, { later, running: new AbortController() });
    later();
  }

  private async run(document: TextDocument): Promise<void> {
    const open = this.open.get(document);
    if (!open) return;
    open.running.abort();
    const { signal } = (open.running = new AbortController());
    const { worker, log } = this.services;
    const { uri, version } = document;
    try {
      const problems = await worker.run(
        // a folder that nobody trusts may name any file: they are not opened for it
        (tasks, task) => tasks.checkRecipe(task, document.getText(), uri.fsPath, workspace.isTrusted),
        { signal },
      );
      if (this.open.get(document) !== open || document.version !== version) return;
      this.collection.set(
        uri,
        problems.map((problem) => diagnosticOf(document, problem)),
      );
    } catch (error) {
      if (!signal.aborted) log.error(`Checking ${uri.toString(true)} failed.`, error);
    }
  }

  private end(document: TextDocument): void {
    const open = this.open.get(document);
    if (!open) return;
    open.later.cancel();
    open.running.abort();
    this.open.delete(document);
    this.collection.delete(document.uri);
  }

  dispose(): void {
    for (const document of [...this.open.keys()]) this.end(document);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }
}

function diagnosticOf(document: TextDocument, { message, offset, length }: RecipeProblem): Diagnostic {
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const diagnostic = new Diagnostic(range, message);
  diagnostic.source = 'Vision Fine-Tuning';
  return diagnostic;
}
