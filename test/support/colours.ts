import sharp from 'sharp';

const COLOURS = { red: '#c22', green: '#2a2', blue: '#22c', yellow: '#dd2', black: '#111', white: '#eee' } as const;
const SHADES = ['#000', '#fff', '#888', '#a60', '#06a'] as const;

/**
 * A small question answering set that a nearest neighbour can learn: plain colours with a spot, what colour they are
 * and whether they are red. Files by path: images, a table, a prompt and a recipe.
 */
export async function colourProject(): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  const rows = ['image,questions,answers'];
  for (const [name, background] of Object.entries(COLOURS))
    for (const [i, spot] of SHADES.entries()) {
      const path = `images/${name}-${i}.png`;
      const dot = { create: { width: 6, height: 6, channels: 3 as const, background: spot } };
      const plain = sharp({ create: { width: 48, height: 36, channels: 3, background } });
      const input = await sharp(dot).png().toBuffer();
      files[path] = await plain
        .composite([{ input, left: 2 + 7 * i, top: 4 + 5 * i }])
        .png()
        .toBuffer();
      const list = (values: string[]) => `"${JSON.stringify(values).replaceAll('"', '""')}"`;
      rows.push(
        [path, list(['What colour is it?', 'Is it red?']), list([name, name === 'red' ? 'Yes' : 'No'])].join(','),
      );
    }
  files['rows.csv'] = `${rows.join('\n')}\n`;
  files['system.md'] = 'Answer in one word.\n';
  files['colours.recipe.json'] = JSON.stringify({
    name: 'colours',
    source: {
      path: 'rows.csv',
      image: 'image',
      question: 'questions',
      answer: 'answers',
      explode: true,
      group: 'image',
    },
    sample: { train: 20, test: 10, seed: 42, shuffle: 'huggingface' },
    prompt: { system: 'system.md', user: 'Question [{id}]: {question}', assistant: '{answer}' },
    questionTypes: [
      { name: 'Colour', questions: ['What colour is it?'] },
      { name: 'Closed', patterns: ['^is it '] },
    ],
  });
  return files;
}
