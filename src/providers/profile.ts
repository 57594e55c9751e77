/** What a vendor accepts and costs, as data. A missing limit means that none is documented: no rule, rather than a guess. */

export const PROVIDER_IDS = ['openai', 'azure', 'together', 'fireworks', 'baseline'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** A documented fact with where it stands and how sure it is. */
export interface Sourced<T> {
  value: T;
  /** Address of the page, or the package, that says so. */
  source: string;
  /** The day it was read, `YYYY-MM-DD`. */
  date: string;
  /** A: the vendor's documentation or package. B: verbatim in a user's log. C: inferred, said as our own opinion. */
  grade: 'A' | 'B' | 'C';
}

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'heif' | 'svg' | 'bmp';

export interface BatchFacts {
  /** Of one input file. */
  requests: Sourced<number>;
  bytes: Sourced<number>;
  /** Share of the price that is not paid, from 0 to 1. */
  discount: Sourced<number>;
}

export interface ProviderProfile {
  id: ProviderId;
  /** As the vendor writes itself. */
  name: string;
  /** With `/v1`; missing where it depends on the user's resource. */
  baseURL?: string;
  /** Environment variable that holds the key. */
  keyVariable: string;
  /** Whether upload, jobs and events are served through the OpenAI client; the others export their data. */
  jobs: boolean;
  /** Whether a job keeps the metadata it is created with. */
  jobMetadata?: true;
  /** Whether a job can be paused and resumed. */
  jobPauses?: true;
  /** Page of a job on the vendor's site; `{id}` stands for the job's. */
  jobPage?: Sourced<string>;
  /** Version of the API under which uploads in parts are served, where they have a client of their own. */
  partsVersion?: Sourced<string>;
  /** Ends of the hosts that are the vendor's own, where each account has an address of its own. */
  hosts?: readonly string[];
  /** Requests handed in as files, to be answered within a day; missing where the vendor has no such endpoint. */
  batch?: BatchFacts;
  /** The day from which on nobody can create a job, `YYYY-MM-DD`. */
  closing?: Sourced<string>;
  limits: {
    minExamples?: Sourced<number>;
    maxExamples?: Sourced<number>;
    /** Lines with images in them. */
    maxImageExamples?: Sourced<number>;
    imagesPerExample?: Sourced<number>;
    /** Decoded bytes of one image. */
    imageBytes?: { warn: Sourced<number>; error: Sourced<number> };
    imageFormats?: Sourced<readonly ImageFormat[]>;
    /** Names of `ColorMode` of images/inspect.ts. */
    colorModes?: Sourced<readonly string[]>;
    /** Allowed values of an image's `detail`. */
    details?: Sourced<readonly string[]>;
    /** Only a vendor that asks for a byte order mark has this; elsewhere one is a risk. */
    byteOrderMark?: Sourced<true>;
    /** `http`: public http(s) address. */
    imageSources?: Sourced<readonly ('data' | 'http' | 'file')[]>;
    /** Bytes of the whole file by upload route, smallest route first. */
    fileBytes?: readonly (Sourced<number> & { route: string })[];
    /** Bytes from which on a file goes in parts, where that is less than the limit of one request. */
    partsFrom?: Sourced<number>;
    /** Tokens of one training example; what is longer is cut from the end. */
    trainingContext?: Sourced<number>;
  };
  models: readonly ModelFacts[];
}

export interface ModelFacts {
  id: string;
  /** USD for a million training tokens. */
  trainingPrice?: Sourced<number>;
  /** USD for a million tokens when the tuned model answers. */
  inferencePrice?: { input: Sourced<number>; output: Sourced<number> };
  /** Formula of the tokens of an image. */
  imageTokens?: { kind: 'tile'; base: number; tile: number } | { kind: 'patch'; cap: number; factor: number };
  /** `YYYY-MM-DD`. */
  shutdown?: Sourced<string>;
}
