import { isUtf8 } from 'node:buffer';
import { bytesSource } from '../dataset/byteSource.ts';
import { profileOf } from '../providers/profiles.ts';
import type { Finding } from './finding.ts';
import type { LineFix } from './fixes/fix.ts';
import { MendedImages } from './fixes/mendedImages.ts';
import { addCounts } from './fixReport.ts';
import type { LintOptions } from './lintRun.ts';
import { lintSource } from './runner.ts';
import { RULES } from './rules.ts';

/** A line to be mended. */
export interface WaitingLine {
  /** From 0. */
  index: number;
  /** Without its line end. */
  bytes: Buffer;
  /** Rules about several lines that found something here. */
  across: readonly string[];
}

export interface MendedLine {
  /** The bytes it came with, unless it is another one now; `undefined` for a line that goes. */
  bytes: Buffer | undefined;
  fixed: Record<string, number>;
  left: Record<string, number>;
}

/** A mended line may have a fault that could not be seen before; it is looked through at most this often. */
const MOST_ROUNDS = 8;
/** Before lines that are not the first of the file: so none of them is taken for it, nor all for one JSON array. */
const NOT_FIRST = Buffer.from('{}');
const NEWLINE = Buffer.from('\n');

interface Line {
  was: WaitingLine;
  now: MendedLine;
  findings: readonly Finding[];
  /** Rules whose fix changed nothing. */
  stuck: Set<string>;
}

/** Mends lines a batch at a time; what it knows of images is shared by all. */
export class Mender {
  private readonly file: string;
  private readonly options: LintOptions;
  private readonly fixes: readonly (readonly [rule: string, fix: LineFix])[];
  private readonly places: readonly string[] | undefined;
  private readonly profile;
  private readonly images: MendedImages;

  /**
   * @param fixes by the ids of their rules, in the order in which they are made
   * @param places only what was found at these JSON Pointers is mended, and nothing that this uncovers
   */
  constructor(
    file: string,
    options: LintOptions,
    fixes: readonly (readonly [rule: string, fix: LineFix])[],
    places: readonly string[] | undefined,
  ) {
    this.file = file;
    this.fixes = fixes;
    this.places = places;
    this.profile = profileOf(options.provider);
    this.images = new MendedImages(this.profile);
    this.options = onlyRules(options, (rule) => fixes.some(([id, fix]) => id === rule && !fix.acrossLines));
  }

  async mend(batch: readonly WaitingLine[]): Promise<MendedLine[]> {
    const lines = batch.map((was): Line => ({
      was,
      now: { bytes: was.bytes, fixed: {}, left: {} },
      findings: [],
      stuck: new Set(),
    }));
    for (const line of lines)
      if (line.was.across.length > 0) {
        line.now.bytes = undefined;
        addCounts(line.now.fixed, countsOf(line.was.across));
      }
    let open = lines.filter(({ now }) => now.bytes);
    await this.look(open);
    for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
      const changed = await Promise.all(open.map(async (line) => ((await this.change(line)) ? [line] : [])));
      open = changed.flat().filter(({ now }) => now.bytes);
      if (this.places) break;
      await this.look(open);
    }
    for (const { now, findings } of lines) addCounts(now.left, countsOf(findings.map(({ rule }) => rule)));
    return lines.map(({ now }) => now);
  }

  /** Lints lines as they are now; what was found in them before and is not any more counts as mended. */
  private async look(lines: readonly Line[]): Promise<void> {
    const [first] = lines;
    if (!first) return;
    const ahead = first.was.index === 0 ? [] : [NOT_FIRST];
    const all = [...ahead, ...lines.map(({ now }) => now.bytes ?? NEWLINE)];
    const source = bytesSource(Buffer.concat(all.flatMap((bytes) => [bytes, NEWLINE])));
    const { findings } = await lintSource(source, this.file, this.options);
    const found = Map.groupBy(findings, ({ line }) => line - 1 - ahead.length);
    for (const [at, line] of lines.entries()) {
      const meant = (found.get(at) ?? []).filter(({ path }) => this.places?.includes(path) ?? true);
      settle(line, meant);
    }
  }

  /** @returns whether the line is another one now, or gone */
  private async change(line: Line): Promise<boolean> {
    const { now, findings, stuck } = line;
    if (findings.length === 0 || !now.bytes || !isUtf8(now.bytes)) return false;
    const before = now.bytes.toString('utf8');
    let text = before;
    for (const [rule, fix] of this.fixes) {
      const places = findings.flatMap((finding) => (finding.rule === rule ? [finding.path] : []));
      if (places.length === 0 || stuck.has(rule)) continue;
      const made = await this.make(fix, text, places);
      if (made.length === 0) {
        now.bytes = undefined;
        settle(line, []);
        return true;
      }
      const next = made.join('\n');
      if (next === text) stuck.add(rule);
      else if (this.places)
        settle(
          line,
          findings.filter((finding) => finding.rule !== rule),
        );
      text = next;
      if (fix.moves && text !== before) break;
    }
    if (text !== before) now.bytes = Buffer.from(text);
    return text !== before;
  }

  private async make(fix: LineFix, text: string, places: readonly string[]): Promise<readonly string[]> {
    const { profile, images } = this;
    try {
      return await fix.mend(text, { places, profile, images, tokens: (line) => this.tokensOf(line) });
    } catch (error) {
      // nested deeper than the stack reaches, or a key that stands twice: the line stays, and with it the finding
      if (error instanceof RangeError) return [text];
      throw error;
    }
  }

  private async tokensOf(line: string): Promise<number> {
    const source = bytesSource(Buffer.from(line));
    return (
      await lintSource(
        source,
        this.file,
        onlyRules(this.options, () => false),
      )
    ).tokens.total;
  }
}

/** The same options with all other rules off. */
export function onlyRules(options: LintOptions, judges: (rule: string) => boolean): LintOptions {
  const off = RULES.filter(({ id }) => !judges(id)).map(({ id }) => [id, 'off'] as const);
  return { ...options, severities: { ...options.severities, ...Object.fromEntries(off) } };
}

/** Counts what is found no more as mended. */
function settle(line: Line, findings: readonly Finding[]): void {
  const now = countsOf(findings.map(({ rule }) => rule));
  for (const [rule, count] of Object.entries(countsOf(line.findings.map((finding) => finding.rule))))
    addCounts(line.now.fixed, { [rule]: count - (now[rule] ?? 0) });
  line.findings = findings;
}

function countsOf(rules: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const rule of rules) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}
