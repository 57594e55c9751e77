import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { amount } from '../../dataset/amounts.ts';
import { BuildError } from '../buildError.ts';

/** What a user allows a build; what a recipe or a table says allows nothing. */
export interface ImagePermissions {
  /** Images outside the recipe's folder may be read: all of them, or those in these folders. */
  allowOutside?: boolean | readonly string[] | undefined;
  /** Images may be fetched from the web: from any public host, or from exactly these (with their port). */
  allowWeb?: boolean | readonly string[] | undefined;
}

/** A build that needs the user's leave first. */
export class NotAllowed extends BuildError {
  /** How many images each host has. */
  readonly hosts: Readonly<Record<string, number>>;
  /** The first images outside the recipe's folder, as they are resolved. */
  readonly outside: readonly string[];

  constructor(message: string, hosts: Readonly<Record<string, number>>, outside: readonly string[]) {
    super(message);
    this.hosts = hosts;
    this.outside = outside;
  }
}

const NAMED = 10;

/** Notes what the images of a source need, and says it all at once. */
export class ImageAccess {
  private readonly folder: string;
  private readonly permissions: ImagePermissions;
  private readonly hosts = new Map<string, number>();
  private readonly outside: string[] = [];
  private outsideCount = 0;
  private roots: Promise<string[]> | undefined;

  /** @param folder of the recipe */
  constructor(folder: string, permissions: ImagePermissions) {
    this.folder = folder;
    this.permissions = permissions;
  }

  /** An image of the web is needed. */
  web(address: string): void {
    const { allowWeb = false } = this.permissions;
    const host = URL.parse(address)?.host ?? address;
    if (allowWeb === true || (allowWeb !== false && allowWeb.includes(host))) return;
    this.hosts.set(host, (this.hosts.get(host) ?? 0) + 1);
  }

  /** A file is needed; links are followed to where they lead. */
  async file(path: string): Promise<void> {
    if (this.permissions.allowOutside === true) return;
    const real = await realpath(path).catch(() => undefined);
    // what is not there can only be judged by its name
    const roots = real === undefined ? this.named : await (this.roots ??= realPaths(this.named));
    const place = real ?? resolve(path);
    if (roots.some((root) => isInside(root, place))) return;
    this.outsideCount++;
    if (this.outside.length < NAMED) this.outside.push(place);
  }

  /** @param source how it is called in the sentence. @throws {NotAllowed} when something needs the user's leave */
  settle(source: string): void {
    const needs: string[] = [];
    if (this.hosts.size > 0)
      needs.push(
        `${amount(sum(this.hosts.values()), 'image')} of the web, on ${shortList([...this.hosts.keys()])} (let the build fetch them with --allow-web, or save them beside the table)`,
      );
    if (this.outsideCount > 0)
      needs.push(
        `${amount(this.outsideCount, 'image')} outside the recipe's folder, ${shortList(this.outside.slice(0, 3), this.outsideCount)} (let the build read them with --allow-outside, or copy them there)`,
      );
    if (needs.length === 0) return;
    throw new NotAllowed(`${source} shows ${needs.join(' and ')}.`, Object.fromEntries(this.hosts), this.outside);
  }

  private get named(): string[] {
    const { allowOutside } = this.permissions;
    return [this.folder, ...(typeof allowOutside === 'object' ? allowOutside : [])].map((path) => resolve(path));
  }
}

/** `a, b and 3 more`. */
function shortList(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, NAMED).join(', ');
  const more = count - Math.min(names.length, NAMED);
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function isInside(folder: string, path: string): boolean {
  const from = relative(folder, path);
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
}

function realPaths(paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map((path) => realpath(path).catch(() => path)));
}

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
