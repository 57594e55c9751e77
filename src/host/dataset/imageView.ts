import { parseDataUrl } from '../../dataset/dataUrl.ts';
import { whyNotDrawn } from '../../images/drawable.ts';
import { inspectImage } from '../../images/inspect.ts';
import type { ImageView } from '../../protocol/datasetPage.ts';
import { imageTokensFor } from '../../providers/imageTokens.ts';
import type { ModelFacts } from '../../providers/profile.ts';
import { decode } from '../images/pictures.ts';
import type { KnownImages } from '../images/remoteImages.ts';

/** What the page is told of an image part; of one behind an address, what is known of it already. */
export function imageView(
  url: string,
  detail: string | undefined,
  model: ModelFacts | undefined,
  web: KnownImages,
): ImageView {
  const asked = detail === undefined ? {} : { detail };
  if (!parseDataUrl(url)) {
    const fetched = web.peek(url);
    const address = { url: url.slice(0, 2000), access: web.access(url) };
    return { bytes: 0, ...asked, ...(fetched && factsOf(fetched, detail, model)), source: 'url', ...address };
  }
  const bytes = decode(url);
  return bytes ? { ...factsOf(bytes, detail, model), ...asked } : { source: 'bad', bytes: 0, ...asked };
}

/** What the bytes of an image say about it, and what it costs at this detail. */
export function factsOf(bytes: Uint8Array, detail: string | undefined, model: ModelFacts | undefined): ImageView {
  const facts = inspectImage(bytes);
  const { format, colorMode: mode, width, height, orientation = 1, animated, gps } = facts;
  const undrawn = whyNotDrawn(facts);
  const tokensAt = (at: string | undefined) =>
    width && height && model ? imageTokensFor(model, width, height, at) : 0;
  const [tokens, low, high] = [tokensAt(detail), tokensAt('low'), tokensAt('high')];
  return {
    source: undrawn === 'unknown' || undrawn === 'program' ? 'bad' : 'data',
    bytes: bytes.length,
    ...(format !== 'unknown' && { format: format.toUpperCase() }),
    ...(undrawn === 'size' || undrawn === 'pixels' ? { undrawn } : {}),
    ...(mode && { mode }),
    ...(width && height && { width, height }),
    ...(model?.imageTokens && width && height && { tokens, tokensAt: { low, high } }),
    ...(orientation > 1 && { orientation }),
    ...(animated && { animated }),
    ...(gps && { gps }),
  };
}
