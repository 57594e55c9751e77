import { randomUUID } from 'node:crypto';
import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScannedLine, type ScanOptions } from '../dataset/lineIndex.ts';
import { purposeOf, type Purpose } from '../dataset/purpose.ts';
import { estimatedEpochs, trainingCost } from '../providers/cost.ts';
import type { ProviderId } from '../providers/profile.ts';
import { modelOf, profileOf } from '../providers/profiles.ts';
import { Collector } from './collector.ts';
import { fileShape } from './fileShape.ts';
import type { FileReport } from './finding.ts';
import { Judges } from './judges.ts';
import { LineReader } from './lineReader.ts';
import { positionsOf } from './position.ts';
import { Pricing } from './pricing.ts';
import { RULES } from './rules.ts';

export interface LintOptions {
  provider: ProviderId;
  /** By the file's name where it is not given. */
  purpose?: Purpose | undefined;
  /** For tokens and cost: the vendor's first model where it is not given. */
  model?: string | undefined;
  /** Findings in the report; `counts` are of all. */
  maxFindings?: number | undefined;
  /** Whether the report tells prices of every model. */
  prices?: boolean | undefined;
}

/** Lints a file on disk. Rejects with Node's error when it cannot be read, with an `AbortError` when cancelled. */
export async function lintFile(path: string, options: LintOptions, scan: ScanOptions = {}): Promise<FileReport> {
  const source = await openFile(path);
  try {
    return await lintSource(source, path, options, scan);
  } finally {
    await source.close();
  }
}

/**
 * Reads every line once, front to back, in bounded memory (one chunk, the longest line, what rules remember).
 * @param file the path as given: for the report, and for the purpose where none is given
 */
export async function lintSource(
  source: ByteSource,
  file: string,
  options: LintOptions,
  scan: ScanOptions = {},
): Promise<FileReport> {
  const profile = profileOf(options.provider);
  const purpose = options.purpose ?? purposeOf(file);
  const modelId = options.model ?? profile.models[0]?.id;
  const model = modelId === undefined ? undefined : modelOf(profile, modelId);
  const collector = new Collector(options.maxFindings);
  const judges = new Judges(
    RULES,
    {
      profile,
      purpose,
      file,
      answers: (text) => (profile.id === 'openai' || profile.id === 'azure' ? ` OpenAI answers: "${text}"` : ''),
    },
    collector,
  );

  const context = profile.limits.trainingContext?.value ?? Number.POSITIVE_INFINITY;
  const tokens = { text: 0, image: 0, total: 0, overContext: 0 };
  const totals = { lines: 0, withImages: 0 };
  let [examples, images, trained] = [0, 0, 0];
  const reader = new LineReader(randomUUID().replaceAll('-', ''), model);

  const pricing = options.prices ? new Pricing() : undefined;

  const visit = (scanned: ScannedLine) => {
    const { line, example, elided } = reader.read(scanned);
    collector.at(line.number, positionsOf(elided));
    judges.line(line);
    if (line.kind !== 'blank') totals.lines++;
    if (line.kind !== 'blank' && line.kind !== 'broken') examples++;
    if (!example) return;
    images += example.images.length;
    if (example.images.length > 0) totals.withImages++;
    tokens.text += example.tokens.text;
    tokens.image += example.tokens.image;
    tokens.total += example.tokens.total;
    trained += Math.min(example.tokens.total, context);
    if (example.tokens.total > context) tokens.overContext++;
    pricing?.add(example);
    judges.example(example);
  };

  const shape = await fileShape(source);
  judges.begin({ shape, bytes: source.size });
  if (shape === 'lines') {
    await scanLines(source, visit, scan);
    collector.at(1, () => ({ column: 1, endColumn: 1 }));
    judges.end(totals);
  }

  const epochs = estimatedEpochs(examples);
  const price = model?.trainingPrice?.value;
  return {
    file,
    provider: profile.id,
    purpose,
    examples,
    images,
    bytes: source.size,
    tokens,
    // validation is free, and a test file is never sent
    ...(model &&
      price !== undefined && {
        cost: {
          model: model.id,
          epochs,
          usd: purpose === 'train' ? trainingCost(trained, epochs, price) : 0,
          estimate: true as const,
        },
      }),
    ...(pricing && { prices: pricing.prices(examples, purpose) }),
    counts: collector.counts,
    findings: collector.findings(),
  };
}
