import { BlockList, isIP, isIPv4 } from 'node:net';

/** Ranges that are no place on the public internet (IANA's special-purpose address registries, read 2026-11-22). */
const RANGES: readonly [address: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // the unspecified, loopback and IPv4-compatible addresses
  ['::', 96],
  // addresses of the other kind inside: a gateway would lead to any private one of them
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const ranges = new BlockList();
for (const [address, bits] of RANGES) ranges.addSubnet(address, bits, isIPv4(address) ? 'ipv4' : 'ipv6');

/** Whether an IP address is of this machine, its network, or otherwise not of the public internet. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  return isIP(bare) === 0 || ranges.check(bare, isIPv4(bare) ? 'ipv4' : 'ipv6');
}

/** Names that by convention mean this machine or its network; a name without a dot is one. */
const LOCAL_NAME = /^[^.]*$|\.(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** Whether a URL's host, by its name alone, is not of the public internet. What it resolves to has to be asked beside. */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  return isIP(bare) === 0 ? LOCAL_NAME.test(bare) : isPrivateAddress(bare);
}
