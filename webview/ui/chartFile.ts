import { t } from './l10n.ts';

/** What a browser computes for each shape, and a file has to say itself. */
const LOOKS = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'opacity'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor'],
] as const;
/** Pixels of a picture to one of the page, so that it is sharp in a document. */
const SCALE = 2;
const MARGIN = 12;
const SVG = 'http://www.w3.org/2000/svg';

/** Theme colours are mixed in ways that other programs do not read: the same as `rgb()`. */
function plainColours(): (colour: string) => string {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map<string, string>();
  return (colour) => {
    const found = known.get(colour) ?? (CSS.supports('color', colour) ? undefined : colour);
    if (found !== undefined || !context) return found ?? colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    const plain = a === 0 ? 'none' : a === 255 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${a / 255})`;
    known.set(colour, plain);
    return plain;
  };
}

/** A drawing as an SVG file of its own, in the colours of the theme and on its ground. */
export function svgFile(drawing: SVGSVGElement, title: string): string {
  const plain = plainColours();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  for (const [at, shape] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[at];
    if (!original || shape.localName === 'style') continue;
    const looks = getComputedStyle(original);
    for (const name of LOOKS) shape.setAttribute(name, plain(looks.getPropertyValue(name)));
    for (const name of ['class', 'style']) shape.removeAttribute(name);
  }
  for (const style of copy.querySelectorAll('style')) style.remove();
  const { width, height } = drawing.getBoundingClientRect();
  const box = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  for (const [name, value] of Object.entries({ xmlns: SVG, width: box[2], height: box[3], viewBox: box.join(' ') }))
    copy.setAttribute(name, String(value));
  copy.prepend(titleOf(title), groundOf(box, plain(getComputedStyle(document.body).backgroundColor)));
  return new XMLSerializer().serializeToString(copy);
}

function titleOf(text: string): Element {
  const title = document.createElementNS(SVG, 'title');
  title.textContent = text;
  return title;
}

function groundOf([x, y, width, height]: readonly number[], fill: string): Element {
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x, y, width, height, fill })) ground.setAttribute(name, String(value));
  return ground;
}

/** An SVG file as a PNG file. Rejects with one sentence where the browser cannot draw it. */
export async function pngFile(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * SCALE, image.height * SCALE);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  } catch (error) {
    throw new Error(t('This chart cannot be turned into a PNG: save it as SVG instead.'), { cause: error });
  } finally {
    URL.revokeObjectURL(address);
  }
}
