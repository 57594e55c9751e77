import type { ImageView } from '../../protocol/datasetPage.ts';
import { FetchError, fetchImage, isWebAddress, type FetchOptions } from '../../images/fetchImage.ts';
import { isPrivateHost } from '../../images/privateAddress.ts';

export type WebAccess = NonNullable<ImageView['access']>;

/** Where the answer is kept: VS Code's workspace state. */
export interface KeptState {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface RemoteImagesOptions {
  state: KeptState;
  trusted: () => boolean;
  /** Told when what may be loaded has changed. */
  changed: () => void;
  fetch?: (address: string, options: FetchOptions) => Promise<Uint8Array>;
}

const KEY = 'webImages';
/** Bytes of fetched images that are kept. */
const KEPT_BYTES = 64_000_000;

interface Allowed {
  /** Every host of the public internet. */
  web: boolean;
  /** Hosts of this machine or its network, each by its name and port. */
  hosts: readonly string[];
}
const NOTHING: Allowed = { web: false, hosts: [] };

/** What is known of images behind addresses without fetching any. */
export type KnownImages = Pick<RemoteImages, 'access' | 'peek'>;

/** Images behind addresses, as far as the user allowed them in this workspace; the last ones fetched are kept. */
export class RemoteImages {
  private readonly options: RemoteImagesOptions;
  /** Fetched images, the one used longest ago first. */
  private readonly kept = new Map<string, Uint8Array>();
  private readonly underWay = new Map<string, Promise<Uint8Array>>();
  /** Hosts that look public and were found to lead into the user's network. */
  private readonly disguised = new Set<string>();

  constructor(options: RemoteImagesOptions) {
    this.options = options;
  }

  access(address: string): WebAccess {
    const url = URL.parse(address);
    if (!url || !isWebAddress(url)) return 'never';
    if (!this.options.trusted()) return 'untrusted';
    const { web, hosts } = this.allowed;
    if (hosts.includes(url.host)) return 'load';
    return web && !this.isPrivate(url) ? 'load' : 'ask';
  }

  /** What the user is asked about: hosts of the web together, a host of their own network by itself. */
  question(address: string, others: readonly string[]): { network: boolean; hosts: string[] } {
    const asked = URL.parse(address);
    if (asked && this.isPrivate(asked)) return { network: true, hosts: [asked.host] };
    const urls = [address, ...others].flatMap((each) => URL.parse(each) ?? []);
    const web = urls.filter((url) => isWebAddress(url) && !this.isPrivate(url));
    return { network: false, hosts: [...new Set(web.map(({ host }) => host))] };
  }

  async allow({ network, hosts }: { network: boolean; hosts: readonly string[] }): Promise<void> {
    const { allowed } = this;
    await this.keep(
      network ? { ...allowed, hosts: [...new Set([...allowed.hosts, ...hosts])] } : { ...allowed, web: true },
    );
  }

  /** Takes every answer back and forgets what was fetched. */
  async block(): Promise<void> {
    this.kept.clear();
    await this.keep(NOTHING);
  }

  /** An image that was fetched before. */
  peek(address: string): Uint8Array | undefined {
    return this.access(address) === 'load' ? this.kept.get(address) : undefined;
  }

  /** @throws FetchError; also where the user has not allowed the address. */
  bytes(address: string): Promise<Uint8Array> {
    if (this.access(address) !== 'load') return Promise.reject(new FetchError({ reason: 'not allowed' }));
    const here = this.kept.get(address);
    if (here) {
      this.put(address, here);
      return Promise.resolve(here);
    }
    const loading = this.underWay.get(address) ?? this.load(address).finally(() => this.underWay.delete(address));
    this.underWay.set(address, loading);
    return loading;
  }

  private async load(address: string): Promise<Uint8Array> {
    const { fetch = fetchImage } = this.options;
    try {
      const bytes = await fetch(address, { allowsPrivate: (host) => this.allowed.hosts.includes(host) });
      if (this.access(address) === 'load') this.put(address, bytes);
      return bytes;
    } catch (error) {
      const fault = error instanceof FetchError ? error.fault : undefined;
      const host = URL.parse(address)?.host ?? '';
      if (fault?.reason === 'private' && fault.host === host && !this.disguised.has(host)) {
        this.disguised.add(host);
        this.options.changed();
      }
      throw error;
    }
  }

  private put(address: string, bytes: Uint8Array): void {
    this.kept.delete(address);
    this.kept.set(address, bytes);
    let sum = [...this.kept.values()].reduce((total, { length }) => total + length, 0);
    for (const [oldest, { length }] of this.kept) {
      if (sum <= KEPT_BYTES) break;
      this.kept.delete(oldest);
      sum -= length;
    }
  }

  private isPrivate({ host, hostname }: URL): boolean {
    return isPrivateHost(hostname) || this.disguised.has(host);
  }

  private get allowed(): Allowed {
    return this.options.state.get(KEY, NOTHING);
  }

  private async keep(allowed: Allowed): Promise<void> {
    await this.options.state.update(KEY, allowed);
    this.options.changed();
  }
}
