import type { DatasetHost, DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import type { FixView } from '../../src/protocol/fixing.ts';
import type { FoundProblem, FoundRule, ProblemPlace } from '../../src/protocol/problems.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { sentence } from '../ui/sentence.ts';
import type { Control, Edits } from './edits.ts';
import type { Place } from './place.ts';

/** Up to so many problems all groups are open until the user says otherwise. */
const FEW = 100;

/** What the list of problems needs of the page. */
export interface ProblemsPage {
  readonly host: DatasetHost;
  readonly snapshot: DatasetSnapshot | undefined;
  readonly place: Place;
  readonly edits: Edits;
  failure: string | undefined;
  setPlace(change: Partial<Place>): void;
  select(line: number): void;
}

/** A row of the list: the head of a rule, or one of its findings by its place among them. */
export interface ProblemRow {
  group: FoundRule;
  /** Place of the rule among all, from 0. */
  order: number;
  /** -1 for the head. */
  at: number;
}

/** Something that is marked in an example. */
export interface Marked extends ProblemPlace {
  line: number;
}

const keyOf = ({ rule, severity }: FoundRule) => `${severity} ${rule}`;
const listedOf = ({ count, listed = count }: FoundRule) => listed;

/** What stands at a place or around it and can have the focus, the innermost first. */
function controlsAt(path = ''): Control[] {
  const controls: Control[] = [];
  for (let outer = path; outer !== ''; outer = outer.slice(0, outer.lastIndexOf('/')))
    controls.push(...['edit', 'view', 'role'].map((action) => ({ path: outer, action })));
  return controls;
}

/** All problems of the file by rule: which are open, which row has the focus, and what is marked in the example. */
export class Problems {
  /** Grows when the list is to take the focus. */
  focusAsked = 0;
  marked: Marked | undefined;
  /** Grows when what is marked is to be brought into sight; `focus`: and given the focus. */
  moves = 0;
  focus = false;
  private current = { key: '', at: -1 };
  /** Where that was last. */
  private lastAt = 0;
  private content: number | undefined;
  private wanted: string | undefined;
  private readonly page: ProblemsPage;
  private readonly changed: () => void;
  private readonly pages = new Map<string, PagedRows<FoundProblem>>();
  private fixes: ReadonlyMap<string, FixView> = new Map();
  private readonly askFinding: (row: ProblemRow) => void;

  constructor(page: ProblemsPage, changed: () => void) {
    this.page = page;
    this.changed = changed;
    this.askFinding = latestOnly(
      ({ group, at }) => page.host.findings(group, at, at + 1),
      ({ group, at }, [finding]) => {
        if (finding && this.current.key === keyOf(group) && this.current.at === at) this.mark(finding, group);
      },
      (_, error) => {
        this.fail(error);
      },
    );
  }

  get groups(): readonly FoundRule[] {
    return this.page.snapshot?.rules ?? [];
  }

  /** Problems that can be listed. */
  get listed(): number {
    return this.groups.reduce((sum, group) => sum + listedOf(group), 0);
  }

  isOpen(group: FoundRule): boolean {
    return this.page.place.problemGroups[keyOf(group)] ?? this.listed <= FEW;
  }

  get rowCount(): number {
    return this.groups.reduce((sum, group) => sum + this.rowsOf(group), 0);
  }

  row(index: number): ProblemRow | undefined {
    let first = 0;
    for (const [order, group] of this.groups.entries()) {
      const rows = this.rowsOf(group);
      if (index < first + rows) return { group, order, at: index - first - 1 };
      first += rows;
    }
    return undefined;
  }

  finding({ group, at }: ProblemRow): FoundProblem | undefined {
    return this.pages.get(keyOf(group))?.get(at);
  }

  /** The row that has the focus; the nearest one where it is gone. */
  get at(): number {
    let first = 0;
    for (const group of this.groups) {
      const rows = this.rowsOf(group);
      if (keyOf(group) === this.current.key) return first + Math.min(this.current.at + 1, rows - 1);
      first += rows;
    }
    return Math.max(0, Math.min(this.lastAt, this.rowCount - 1));
  }

  /** Opens the list, in place of that of the examples; at the problems of a rule where one is named. */
  open(rule?: string): void {
    this.wanted = rule;
    this.goToWanted();
    this.focusAsked++;
    this.page.setPlace({ problems: true });
  }

  /** A rule that was asked for is gone to as soon as the host tells of it. */
  private goToWanted(): void {
    const group = this.groups.find(({ rule }) => rule === this.wanted);
    if (!group) return;
    this.wanted = undefined;
    this.setOpen(group, true);
  }

  close(): void {
    this.page.setPlace({ problems: false });
  }

  /** Goes to a row: a finding is shown in its example. */
  choose(index: number): void {
    const row = this.row(index);
    if (!row) return;
    this.current = { key: keyOf(row.group), at: row.at };
    this.lastAt = index;
    const finding = this.finding(row);
    if (finding) this.mark(finding, row.group);
    else if (row.at >= 0) this.askFinding(row);
    this.changed();
  }

  /** Goes on into the example, to the finding that is marked. */
  enter(): void {
    this.focus = true;
    this.moves++;
    this.changed();
  }

  setOpen(group: FoundRule, open: boolean): void {
    this.current = { key: keyOf(group), at: -1 };
    this.lastAt = this.at;
    this.page.setPlace({ problemGroups: { ...this.page.place.problemGroups, [keyOf(group)]: open } });
  }

  /** Marks a place of a line and shows it. */
  show(line: number, place: ProblemPlace): void {
    this.marked = { ...place, line };
    this.focus = false;
    this.moves++;
    this.page.select(line);
  }

  /** Says which rows (`to` exclusive) are in sight. */
  see(from: number, to: number): void {
    let first = 0;
    for (const group of this.groups) {
      const rows = this.rowsOf(group);
      const [start, end] = [Math.max(from, first + 1), Math.min(to, first + rows)];
      if (start < end) this.pageOf(group).show(start - first - 1, end - first - 1);
      first += rows;
    }
  }

  /** The host told of something new. */
  refresh(): void {
    const content = this.page.snapshot?.content;
    // lines mean others now
    if (content !== this.content) this.marked = undefined;
    this.content = content;
    this.lastAt = this.at;
    this.goToWanted();
    if (this.page.place.problems) for (const rows of this.pages.values()) rows.refresh();
    else this.pages.clear();
  }

  /** Asks which rules have a fix. */
  async start(): Promise<void> {
    try {
      this.fixes = new Map((await this.page.host.fixes()).map((fix) => [fix.rule, fix]));
      this.changed();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The fix of a rule; `undefined` where it has none, or nothing can be edited. */
  fixOf(rule: string): FixView | undefined {
    return this.page.snapshot?.readOnly === undefined ? this.fixes.get(rule) : undefined;
  }

  showRule(rule: string): void {
    void this.page.edits.attempt(() => this.page.host.showRule(rule));
  }

  /** Has problems mended: all of a rule, or one. */
  fix(what: { rule: string; line?: number; path?: string }): void {
    const { rule, ...place } = what;
    void this.page.edits.mend((host) => host.fix({ rules: [rule], ...place }), controlsAt(place.path));
  }

  lintDeep(): void {
    void this.page.edits.attempt(() => this.page.host.lintDeep());
  }

  chooseVendor(id: string): void {
    void this.page.edits.attempt(() => this.page.host.chooseVendor(id));
  }

  private readonly fail = (error: unknown): void => {
    this.page.failure = sentence(error);
    this.changed();
  };

  private mark({ line, path }: FoundProblem, { rule }: FoundRule): void {
    this.show(line, { path, rule });
  }

  private rowsOf(group: FoundRule): number {
    return this.isOpen(group) ? 1 + listedOf(group) : 1;
  }

  private pageOf(group: FoundRule): PagedRows<FoundProblem> {
    const key = keyOf(group);
    const known = this.pages.get(key);
    if (known) return known;
    const rows = new PagedRows<FoundProblem>(
      (from, to) => this.page.host.findings(group, from, Math.min(to, listedOf(group))),
      (error) => {
        if (error === undefined) this.changed();
        else this.fail(error);
      },
    );
    this.pages.set(key, rows);
    return rows;
  }
}
