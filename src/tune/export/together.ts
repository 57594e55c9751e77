import { together as profile } from '../../providers/together.ts';
import { chatPart } from './content.ts';
import { evaluate } from './serve.ts';
import { command, script } from './shell.ts';
import { TRAIN_FILE, VALIDATION_FILE, type Trainer } from './trainer.ts';

const SCRIPT = 'train.sh';

/**
 * Together AI. All messages of an example have their content as parts, images are data URLs in user messages alone, and
 * no role follows itself: its package refuses files that have it otherwise (togethercomputer/together-py,
 * `src/together/lib/utils/files.py`).
 */
export const together: Trainer = {
  id: 'together',
  name: profile.name,
  source: 'https://docs.together.ai/docs/fine-tuning/vision',
  model: 'Qwen/Qwen3-VL-8B-Instruct',
  defaults: {},
  settings: ['epochs', 'batchSize', 'learningRate', 'seed'],
  takes: {
    images: 'inside',
    addresses: false,
    imageRoles: ['user'],
    turns: 'joined',
    weights: 'each',
    marks: false,
    limits: profile.limits,
  },
  line: ({ turns }) => ({
    messages: turns.map(({ role, parts, weight }) => ({
      role,
      content: parts.map(chatPart),
      ...(weight !== undefined && { weight }),
    })),
  }),
  files: ({ model, settings, validation }) => ({
    [SCRIPT]: script('Uploads the files and starts the job; what is not said here Together AI chooses.', [
      command('together fine-tuning create', {
        'training-file': TRAIN_FILE,
        ...(validation && { 'validation-file': VALIDATION_FILE, 'n-evals': settings.epochs ?? 1 }),
        model,
        lora: true,
        'n-epochs': settings.epochs,
        'batch-size': settings.batchSize,
        'learning-rate': settings.learningRate,
        'random-seed': settings.seed,
      }),
    ]),
  }),
  steps: () => [
    {
      title: 'Install',
      text: 'The key is in your account at Together AI.',
      commands: ['pip install together', 'export TOGETHER_API_KEY=...'],
    },
    { title: 'Check the file', commands: [`together files check ${TRAIN_FILE}`] },
    {
      title: 'Train',
      text: 'It says what it costs before it starts; training runs on the GPUs of Together AI.',
      commands: [`sh ${SCRIPT}`],
    },
    { title: 'Follow the job', commands: ['together fine-tuning list', 'together fine-tuning retrieve JOB'] },
    {
      title: 'Evaluate it',
      text: 'With your test file, by the name of the tuned model that the job shows; a model that is not served yet has to be deployed in your account first.',
      commands: [evaluate('NAME-OF-THE-TUNED-MODEL', {}, { provider: 'together' })],
    },
  ],
};
