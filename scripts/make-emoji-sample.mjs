// Makes samples/emoji again from the pinned packages: 80 emoji, each as drawn by four designers, with questions whose
// answers come from emojibase-data. The same packages give the same files. Run: node scripts/make-emoji-sample.mjs
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const OUT = new URL('../samples/emoji/', import.meta.url);
const PACKAGES = new URL('../node_modules/', import.meta.url);

/** Who drew it: the icon package, and the name that answers the question. */
const SETS = [
  { id: 'noto', name: 'Noto Emoji' },
  { id: 'twemoji', name: 'Twemoji' },
  { id: 'openmoji', name: 'OpenMoji' },
  { id: 'fluent-emoji-flat', name: 'Fluent Emoji' },
];

/** Emoji by their emojibase label. The group beside them is checked against the data, never taken from here. */
const CHOSEN = {
  'smileys-emotion':
    'face with tears of joy, smiling face with heart-eyes, smiling face with sunglasses, nauseated face, cold face, pile of poo, clown face, robot, broken heart',
  'people-body': 'thumbs up, raised fist, brain, eyes, tongue, police officer, baby, footprints, genie',
  'animals-nature': 'fox, frog, penguin, octopus, lady beetle, sunflower, koala, butterfly, turtle',
  'food-drink': 'red apple, banana, grapes, watermelon, carrot, hamburger, pizza, doughnut, beer mug',
  'travel-places': 'house, volcano, rocket, bicycle, ambulance, sailboat, airplane, locomotive, tractor',
  activities:
    'Christmas tree, balloon, jack-o-lantern, soccer ball, basketball, trophy, teddy bear, artist palette, wrapped gift',
  objects: 'guitar, light bulb, key, books, scissors, crown, bell, floppy disk, hammer',
  symbols:
    'warning, no entry, recycling symbol, radioactive, check mark button, cross mark, yin yang, potable water, peace symbol',
  flags:
    'chequered flag, triangular flag, crossed flags, black flag, white flag, rainbow flag, transgender flag, pirate flag',
};

/** Groups that shade into each other: a "No" for one about the other could be argued with, so it is never asked. */
const SHADES = [
  ['smileys-emotion', 'people-body'],
  ['smileys-emotion', 'symbols'],
  ['animals-nature', 'food-drink'],
  ['animals-nature', 'smileys-emotion'],
  ['activities', 'objects'],
  ['activities', 'animals-nature'],
  ['activities', 'flags'],
  ['activities', 'travel-places'],
  ['objects', 'symbols'],
  ['objects', 'travel-places'],
  ['flags', 'symbols'],
  ['flags', 'travel-places'],
];

const TITLE = ['What is this emoji called?', 'What is the name of this emoji?'];
const GENRE = ['Which group does this emoji belong to?', 'What kind of emoji is this?'];
const AUTHOR = ['Which set drew this emoji?', 'Which emoji set is this drawing from?'];

const GROUNDS = ['#ffffff', '#f4eadd', '#dde9f4', '#e3f1df', '#f3e2ee', '#e8e8e8'];
const SIDE = 256;
/** Every drawing fills this square on its longer side, so that no set is told by its margins. */
const DRAWING = 208;

const readJson = async (path) => JSON.parse(await readFile(new URL(path, PACKAGES), 'utf8'));
const titleCase = (text) => text.replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
/** A number from 0 to 255 that depends on nothing but the text. */
const dice = (text) => createHash('sha256').update(text).digest()[0];
const pick = (list, text) => list[dice(text) % list.length];

const emojibase = await readJson('emojibase-data/en/data.json');
const { groups: groupKeys } = await readJson('emojibase-data/meta/groups.json');
const { groups: groupMessages } = await readJson('emojibase-data/en/messages.json');
const groupName = (key) => titleCase(groupMessages.find((group) => group.key === key).message);

const emoji = Object.entries(CHOSEN).flatMap(([group, labels]) =>
  labels.split(', ').map((label) => {
    const found = emojibase.find((candidate) => candidate.label === label);
    if (!found) throw new Error(`emojibase-data has no emoji called "${label}".`);
    if (groupKeys[found.group] !== group) throw new Error(`"${label}" belongs to ${groupKeys[found.group]}.`);
    return { label, group, hexcode: found.hexcode, file: label.toLowerCase().replace(/[^a-z0-9]+/g, '-') };
  }),
);

await rm(new URL('images/', OUT), { recursive: true, force: true });
await mkdir(new URL('images/', OUT), { recursive: true });

const askedNo = new Map(Object.keys(CHOSEN).map((group) => [group, 0]));
const rows = [];
for (const set of SETS) {
  const icons = await readJson(`@iconify-json/${set.id}/icons.json`);
  const chars = await readJson(`@iconify-json/${set.id}/chars.json`);
  for (const one of emoji) {
    const image = `images/${one.file}-${set.id}.png`;
    await writeFile(new URL(image, OUT), await draw(icons, chars, one.hexcode, image));
    rows.push({ image, set: set.name, emoji: one.label, group: groupName(one.group), ...ask(one, set, image) });
  }
}
rows.sort((a, b) => (a.image < b.image ? -1 : 1));
const columns = ['image', 'emoji', 'set', 'group', 'questions', 'answers'];
const cell = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))];
await writeFile(new URL('rows.csv', OUT), `${lines.join('\n')}\n`);
console.log(
  `${rows.length} images of ${emoji.length} emoji; closed questions answered No: ${JSON.stringify([...askedNo])}`,
);

/** One drawing, its margins taken off, centred on a plain ground that depends on neither the set nor the emoji alone. */
async function draw(icons, chars, hexcode, image) {
  const code = hexcode.toLowerCase();
  const name = chars[code] ?? chars[code.replaceAll('-fe0f', '')];
  const icon = icons.icons[name] ?? icons.icons[icons.aliases?.[name]?.parent];
  if (!icon) throw new Error(`No drawing of ${hexcode} in ${icons.prefix}.`);
  const [width, height] = [icon.width ?? icons.width, icon.height ?? icons.height];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="512" height="512">${icon.body}</svg>`;
  const trimmed = await sharp(Buffer.from(svg)).trim({ background: '#00000000', threshold: 1 }).png().toBuffer();
  const fitted = await sharp(trimmed).resize(DRAWING, DRAWING, { fit: 'inside' }).png().toBuffer();
  const ground = { width: SIDE, height: SIDE, channels: 3, background: pick(GROUNDS, `ground ${image}`) };
  return sharp({ create: ground })
    .composite([{ input: fitted, gravity: 'centre' }])
    .png({ palette: true, colours: 48, dither: 0, effort: 10, compressionLevel: 9 })
    .toBuffer();
}

/** Five questions about one image; of the two closed ones one is Yes and one is No, in an order that tells nothing. */
function ask(one, set, image) {
  const isClose = (group) => SHADES.some((pair) => pair.includes(group) && pair.includes(one.group));
  const others = [...askedNo.keys()].filter((group) => group !== one.group && !isClose(group));
  const start = dice(`other ${image}`) % others.length;
  const rotated = [...others.slice(start), ...others.slice(0, start)];
  const other = rotated.reduce((least, group) => (askedNo.get(group) < askedNo.get(least) ? group : least));
  askedNo.set(other, askedNo.get(other) + 1);
  const closed = [
    [`Is this related to ${groupName(one.group)}?`, 'Yes'],
    [`Is this related to ${groupName(other)}?`, 'No'],
  ];
  if (dice(`order ${image}`) % 2) closed.reverse();
  const pairs = [
    [pick(TITLE, `title ${image}`), one.label],
    [pick(GENRE, `genre ${image}`), groupName(one.group)],
    [pick(AUTHOR, `author ${image}`), set.name],
    ...closed,
  ];
  return { questions: pairs.map(([question]) => question), answers: pairs.map(([, answer]) => answer) };
}
