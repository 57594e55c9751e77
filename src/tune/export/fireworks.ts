import { fireworks as profile } from '../../providers/fireworks.ts';
import { chatPart } from './content.ts';
import { isText, type Turn } from './conversation.ts';
import { evaluate } from './serve.ts';
import { command, script } from './shell.ts';
import { TRAIN_FILE, VALIDATION_FILE, type Trainer } from './trainer.ts';

const SCRIPT = 'train.sh';

/** Fireworks AI: images are data URLs in parts, other messages are texts. Its batch is counted in tokens. */
export const fireworks: Trainer = {
  id: 'fireworks',
  name: profile.name,
  source: 'https://docs.fireworks.ai/fine-tuning/fine-tuning-vlm',
  model: 'accounts/fireworks/models/qwen2p5-vl-32b-instruct',
  defaults: { epochs: 3 },
  settings: ['epochs', 'learningRate'],
  takes: {
    images: 'inside',
    addresses: false,
    imageRoles: ['user'],
    turns: 'free',
    weights: 'each',
    marks: false,
    limits: profile.limits,
  },
  line: ({ turns }) => ({
    messages: turns.map((turn) => ({
      role: turn.role,
      content: contentOf(turn),
      ...(turn.weight !== undefined && { weight: turn.weight }),
    })),
  }),
  files: ({ model, settings, validation }) => ({
    [SCRIPT]: script('Uploads the files and starts the job; NAME=... gives them another name.', [
      'NAME="${NAME:-vision-ft}"',
      `firectl dataset create "$NAME-train" ${TRAIN_FILE}`,
      ...(validation ? [`firectl dataset create "$NAME-validation" ${VALIDATION_FILE}`] : []),
      command(
        'firectl supervised-fine-tuning-job create',
        { 'base-model': model, epochs: settings.epochs, 'learning-rate': settings.learningRate },
        [
          '--dataset "$NAME-train"',
          ...(validation ? ['--evaluation-dataset "$NAME-validation"'] : []),
          '--output-model "$NAME"',
        ],
      ),
    ]),
  }),
  steps: () => [
    {
      title: 'Install',
      text: 'firectl, as https://docs.fireworks.ai/tools-sdks/firectl/firectl says for your system; then sign in.',
      commands: ['firectl signin'],
    },
    {
      title: 'Train',
      text: 'Training runs on the GPUs of Fireworks AI and is paid there.',
      commands: [`sh ${SCRIPT}`],
    },
    { title: 'Follow the job', commands: ['firectl supervised-fine-tuning-job list'] },
    {
      title: 'Serve the result',
      text: 'A deployment is paid by the hour until it is deleted.',
      commands: ['firectl deployment create accounts/YOUR-ACCOUNT/models/vision-ft'],
    },
    {
      title: 'Evaluate it',
      text: 'With your test file; the key is in your account at Fireworks AI.',
      commands: [
        'export FIREWORKS_API_KEY=...',
        evaluate('accounts/YOUR-ACCOUNT/models/vision-ft', {}, { provider: 'fireworks' }),
      ],
    },
  ],
};

function contentOf({ parts }: Turn) {
  const [only] = parts;
  return parts.length === 1 && only && isText(only) ? only.text : parts.map(chatPart);
}
