import type { FetchFault } from './fetchImage.ts';

/** Why an image was not fetched, as the end of a sentence: "...: the server answered 404". */
export function whyNotFetched(fault: FetchFault): string {
  switch (fault.reason) {
    case 'address':
      return 'it is no web address';
    case 'not allowed':
      return 'it was not allowed';
    case 'private':
      return `${fault.host} is of this machine or its network`;
    case 'status':
      return `the server answered ${fault.status}`;
    case 'redirects':
      return 'it was sent on too often';
    case 'too large':
      return `it has more than ${Math.round(fault.limit / 1e6)} MB`;
    case 'too slow':
      return `nothing came within ${fault.seconds} seconds`;
    case 'no image':
      return 'what came is no image';
    case 'network':
      return fault.message;
  }
}
