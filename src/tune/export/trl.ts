import { imagesOf, isText } from './conversation.ts';
import { serveAdapter } from './serve.ts';
import { TRAIN_FILE, VALIDATION_FILE, type Trainer } from './trainer.ts';
import { trlScript } from './trlScript.ts';
import { yaml } from './yaml.ts';

const CONFIG = 'config.yaml';
const SCRIPT = 'train.py';
const OUTPUT = 'output';
const RANK = 16;
/** The language model's alone: vLLM serves no adapter of the part that sees. */
const TARGETS = ['q_proj', 'k_proj', 'v_proj', 'o_proj'];

/** Hugging Face TRL: content in parts, images in a column of their own, in the order of their places. */
export const trl: Trainer = {
  id: 'trl',
  name: 'TRL',
  source: 'https://huggingface.co/docs/trl/dataset_formats#vision-datasets',
  model: 'Qwen/Qwen2.5-VL-3B-Instruct',
  defaults: { epochs: 3, batchSize: 8, learningRate: 1e-4, seed: 42 },
  settings: ['epochs', 'batchSize', 'learningRate', 'seed'],
  takes: {
    images: 'files',
    addresses: false,
    imageRoles: ['user'],
    turns: 'free',
    weights: 'none',
    marks: false,
  },
  line: (example) => ({
    messages: example.turns.map(({ role, parts }) => ({
      role,
      content: parts.map((part) => (isText(part) ? { type: 'text', text: part.text } : { type: 'image' })),
    })),
    images: imagesOf(example),
  }),
  files: ({ model, settings, validation }) => ({
    [CONFIG]: yaml([
      {
        comment: 'The model and its adapter',
        entries: {
          model_name_or_path: model,
          model_init_kwargs: { dtype: 'bfloat16' },
          use_peft: true,
          lora_r: RANK,
          lora_alpha: 2 * RANK,
          lora_target_modules: TARGETS,
        },
      },
      {
        comment: 'An example that is cut may lose a part of an image, which fails: none is cut',
        entries: { max_length: null },
      },
      {
        comment: 'Training; a step of one GPU learns from per_device_train_batch_size x gradient_accumulation_steps',
        entries: {
          num_train_epochs: settings.epochs ?? null,
          per_device_train_batch_size: 1,
          gradient_accumulation_steps: settings.batchSize ?? null,
          learning_rate: settings.learningRate ?? null,
          seed: settings.seed ?? null,
          bf16: true,
          gradient_checkpointing: true,
        },
      },
      {
        comment: 'What is written',
        entries: {
          output_dir: OUTPUT,
          logging_steps: 10,
          save_strategy: 'epoch',
          report_to: 'none',
          ...(validation && { eval_strategy: 'epoch', per_device_eval_batch_size: 1 }),
        },
      },
    ]),
    [SCRIPT]: trlScript({ train: TRAIN_FILE, validation: validation ? VALIDATION_FILE : undefined }),
  }),
  remarks: () => [
    'TRL learns the questions of vision examples as well as the answers: it has no way to leave them out.',
  ],
  steps: ({ model, facts }) => [
    { title: 'Install', commands: ['pip install trl peft pillow torchvision'] },
    {
      title: 'Train on one GPU',
      text: `Settings are in \`${CONFIG}\` and can be given behind it too (\`--learning_rate 5e-5\`).`,
      commands: [`python ${SCRIPT} --config ${CONFIG}`],
    },
    {
      title: 'Train on several GPUs',
      text: 'The second divides the model among them with DeepSpeed, for one that does not fit into a single GPU.',
      commands: [
        `accelerate launch --multi_gpu --num_processes 4 ${SCRIPT} --config ${CONFIG}`,
        `pip install deepspeed`,
        `accelerate launch --use_deepspeed --zero_stage 3 --num_processes 4 ${SCRIPT} --config ${CONFIG}`,
      ],
    },
    ...serveAdapter(model, OUTPUT, facts.mostImages, RANK),
  ],
};
