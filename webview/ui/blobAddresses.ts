/** Of pictures no element shows any more, so many bytes keep their address: scrolling back to thumbnails makes no new ones. */
const KEPT_BYTES = 4_000_000;

interface Address {
  url: string;
  users: number;
}

/** The one used last stands last. */
const addresses = new Map<Uint8Array, Address>();

/** @returns the `blob:` address of bytes, the same as long as anybody holds it. */
export function holdAddress(bytes: Uint8Array): string {
  const address = addresses.get(bytes) ?? { url: addressOf(bytes), users: 0 };
  address.users++;
  addresses.delete(bytes);
  addresses.set(bytes, address);
  return address.url;
}

/** Gives an address back; it is revoked when too many bytes were used after it. */
export function leaveAddress(bytes: Uint8Array): void {
  const address = addresses.get(bytes);
  if (address) address.users--;
  let room = KEPT_BYTES;
  for (const [picture, { url, users }] of [...addresses].toReversed()) {
    if (users > 0) continue;
    room -= picture.length;
    if (room >= 0) continue;
    URL.revokeObjectURL(url);
    addresses.delete(picture);
  }
}

// what crossed by structured clone is never shared memory
const addressOf = (bytes: Uint8Array) => URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
