import { fetchImage, FetchError } from '../../images/fetchImage.ts';
import { whyNotFetched } from '../../images/whyNotFetched.ts';
import { BuildError } from '../buildError.ts';
import type { ImagePermissions } from './imageAccess.ts';
import { WaitingImage } from './imageBytes.ts';
import type { Span, Spool } from '../plan/spool.ts';

type Fetch = (address: string) => Promise<Uint8Array>;

/** Images of the web, each fetched once, when the first row needs it, and then kept in the spool. */
export class WebImages {
  private readonly spool: Spool;
  private readonly fetch: Fetch;
  private readonly fetched = new Map<string, Promise<Span>>();

  /** Hosts must have been allowed before; one named exactly may be of this machine or its network. */
  constructor(spool: Spool, { allowWeb = false }: ImagePermissions) {
    this.spool = spool;
    const named = typeof allowWeb === 'boolean' ? [] : allowWeb;
    this.fetch = (address) => fetchImage(address, { allowsPrivate: (host) => named.includes(host) });
  }

  image(address: string): WaitingImage {
    return new WebImage(address, (where) => this.bytes(address, where));
  }

  private async bytes(address: string, where: string): Promise<Buffer> {
    let fetched = this.fetched.get(address);
    if (!fetched) {
      fetched = this.fetch(address).then((bytes) => this.spool.add(bytes));
      this.fetched.set(address, fetched);
    }
    try {
      return await this.spool.read(await fetched);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      throw new BuildError(
        `${where}: the image ${address} was not fetched, ${whyNotFetched(error.fault)}; correct the row, or save the image beside the table.`,
      );
    }
  }
}

class WebImage extends WaitingImage {
  private readonly address: string;
  private readonly fetch: (where: string) => Promise<Buffer>;

  constructor(address: string, fetch: (where: string) => Promise<Buffer>) {
    super();
    this.address = address;
    this.fetch = fetch;
  }

  override bytes(where: string): Promise<Buffer> {
    return this.fetch(where);
  }

  override toJSON(): unknown {
    return this.address;
  }
}
