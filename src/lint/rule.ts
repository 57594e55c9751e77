import type { LooseMessage } from '../dataset/example.ts';
import type { Purpose } from '../dataset/purpose.ts';
import type { ProviderId, ProviderProfile, Sourced } from '../providers/profile.ts';
import type { Severity } from './finding.ts';
import type { FileShape } from './fileShape.ts';
import type { Fix } from './fixes/fix.ts';
import type { ImageSet } from './imageSet.ts';
import type { LineFacts } from './lineFacts.ts';
import type { LintedImage } from './lintedImage.ts';

export type RuleFamily = 'file' | 'message' | 'image' | 'dataset';

/** Where a rule comes from; grade C is the linter's own opinion, and its findings say so. */
export type Basis = Omit<Sourced<unknown>, 'value'>;

/** One thing that can be wrong with a training file. */
export interface Rule {
  /** Stable, as `image-in-assistant`. */
  id: string;
  family: RuleFamily;
  severity: Severity;
  /** Where a vendor judges otherwise. */
  vendors?: Partial<Record<ProviderId, Severity | 'off'>>;
  /** What it looks for, in a few words. */
  title: string;
  basis: Basis;
  /** Stands in fixes/, by the rule's id. */
  fix?: Fix;
  /** Begins with one file; what has to be remembered from line to line lives in the closure. `undefined`: nothing to judge here. */
  start(run: Run): Visitor | undefined;
}

/** What a rule knows of the file it begins with. */
export interface Run {
  profile: ProviderProfile;
  purpose: Purpose;
  /** The path as given, for findings that point at another line. */
  file: string;
  /** ` OpenAI answers: "..."` for the vendors that answer so, otherwise nothing. */
  answers: (text: string) => string;
  /** The other splits, to be compared with. */
  against: readonly OtherFile[];
  /** Why addresses could not be reached, for those that were asked. */
  unreachable: ReadonlyMap<string, string>;
  /** Tells images apart: the same bytes or address, or so alike that they are the same picture. */
  images: ImageSet;
}

/** Another split, as far as lines are compared with it. */
export interface OtherFile {
  file: string;
  purpose: Purpose;
  /** Where an image stands there first (line from 1), or one that looks the same. */
  find(image: LintedImage): { line: number; near: boolean } | undefined;
}

/**
 * A rule is told of these, in the order of the file, and reports what it finds. `line` to `image` are about one line
 * and nothing but it: what they report is kept as long as the line stays. `facts` and `end` compare lines, and are told
 * of all again after every edit.
 */
export interface Visitor {
  begin?(start: FileStart, report: Report): void;
  line?(line: LintedLine, report: Report): void;
  example?(example: LintedExample, report: Report): void;
  message?(message: LooseMessage, example: LintedExample, report: Report): void;
  image?(image: LintedImage, example: LintedExample, report: Report): void;
  facts?(facts: LineFacts, report: Report): void;
  end?(totals: FileTotals, report: Report): void;
}

/** @param path JSON Pointer into the line at hand (line 1 for `begin` and `end`) */
export type Report = (path: string, message: string, help: string, more?: ReportOptions) => void;

export interface ReportOptions {
  severity?: Severity;
  related?: { file: string; line: number }[];
  /** Where it is no place of a JSON Pointer. */
  column?: number;
  /** Of `end`: the line it is about. */
  at?: LineFacts;
}

export interface FileStart {
  shape: FileShape;
  bytes: number;
}

export interface FileTotals {
  /** Lines that are not blank. */
  lines: number;
  /** Examples with at least one image. */
  withImages: number;
}

export interface LintedLine {
  /** From 1. */
  number: number;
  kind: 'blank' | 'broken' | 'json' | 'preference' | 'chat';
  value: unknown;
  /** Why and where (from 1) a broken line is no JSON. */
  broken?: { message: string; column: number };
  /** Bytes of a line (`broken`) that is too long to be looked into. */
  tooLong?: number;
  utf8: boolean;
  byteOrderMark: boolean;
  carriageReturn: boolean;
  /** Keys that stand twice in one object: the path of the value that counts, which is the last one. */
  duplicateKeys(): { path: string; key: string }[];
  /** Equal for equal JSON values; `undefined` where there is none. */
  fingerprint(): string | undefined;
}

/** A chat line. */
export interface LintedExample {
  line: number;
  value: Record<string, unknown>;
  messages: LooseMessage[];
  images: LintedImage[];
  /** Of the vendor's model; 0 image tokens where its formula is unknown. */
  tokens: { text: number; image: number; total: number };
}
