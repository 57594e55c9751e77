import type { ExportJob, Trainer } from './trainer.ts';
import { IMAGES_FOLDER, TRAIN_FILE, VALIDATION_FILE } from './trainer.ts';

/** What is in the folder and what to do with it, Markdown. @param notes what the trainer cannot express */
export function readmeOf(trainer: Trainer, job: ExportJob, notes: readonly string[]): string {
  const { name, source, takes } = trainer;
  const data = job.validation ? `\`${TRAIN_FILE}\` and \`${VALIDATION_FILE}\`` : `\`${TRAIN_FILE}\``;
  const images =
    takes.images === 'files' ? `, with their images in \`${IMAGES_FOLDER}/\`` : ', with their images inside';
  const steps = trainer
    .steps(job)
    .map(({ title, text, commands }) =>
      [`## ${title}`, ...(text === undefined ? [] : [text]), ...(commands ? [fenced(commands)] : [])].join('\n\n'),
    );
  const parts = [
    `# Training with ${name}`,
    `Written by \`vision-ft export\` to train ${code(job.model)}: ${data}${images}, in [the form that ${name} documents](${source}). Run the commands in this folder.`,
    ...(notes.length === 0
      ? []
      : ['## What changed', notes.map((note) => `- ${note.replaceAll('<', '\\<')}`).join('\n')]),
    ...steps,
  ];
  return `${parts.join('\n\n')}\n`;
}

const fenced = (commands: readonly string[]) => ['```sh', commands.join('\n\n'), '```'].join('\n');

/** A model's name may hold what Markdown reads. */
const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;
