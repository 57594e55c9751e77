import { markedText } from './content.ts';
import { contextFor } from './context.ts';
import { imagesOf } from './conversation.ts';
import { serveAdapter } from './serve.ts';
import { TRAIN_FILE, VALIDATION_FILE, type ExportJob, type Trainer } from './trainer.ts';
import { yaml } from './yaml.ts';

const CONFIG = 'config.yaml';
const INFO = 'dataset_info.json';
const OUTPUT = 'output';
const RANK = 8;
/** Of its own example; an image is made smaller to fit. */
const IMAGE_PIXELS = 262_144;
/** Of the smallest patches among its models, 28 x 28 pixels. */
const IMAGE_TOKENS = Math.ceil(IMAGE_PIXELS / 28 ** 2);
const LEAST_CONTEXT = 2048;

/** How it writes the conversation of a model; the first whose name fits. Source: its README, "Supported Models". */
const TEMPLATES: readonly [RegExp, string][] = [
  [/qwen3-?vl.*thinking/i, 'qwen3_vl'],
  [/qwen3-?vl/i, 'qwen3_vl_nothink'],
  [/qwen2(\.5)?-?vl/i, 'qwen2_vl'],
  [/gemma-?3/i, 'gemma3'],
];

/** LLaMA-Factory: its sharegpt form under OpenAI's names, `<image>` in texts and paths in a column. */
export const llamaFactory: Trainer = {
  id: 'llama-factory',
  name: 'LLaMA-Factory',
  source: 'https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md',
  model: 'Qwen/Qwen3-VL-4B-Instruct',
  defaults: { epochs: 3, batchSize: 8, learningRate: 1e-4, seed: 42 },
  settings: ['epochs', 'batchSize', 'learningRate', 'seed'],
  takes: {
    images: 'files',
    addresses: false,
    imageRoles: ['user'],
    turns: 'strict',
    weights: 'lastOnly',
    marks: true,
  },
  line: (example) => ({
    messages: example.turns.map((turn) => ({ role: turn.role, content: markedText(turn) })),
    images: imagesOf(example),
  }),
  files: (job) => ({
    [CONFIG]: configOf(job),
    [INFO]: `${JSON.stringify(
      { train: about(TRAIN_FILE), ...(job.validation && { validation: about(VALIDATION_FILE) }) },
      null,
      2,
    )}\n`,
  }),
  remarks: ({ model }) =>
    templateOf(model) === undefined
      ? [
          `The template of ${model} is not known: set "template" in ${CONFIG} to what the README of LLaMA-Factory lists.`,
        ]
      : [],
  steps: ({ model, facts }) => [
    { title: 'Install', commands: ['pip install llamafactory'] },
    {
      title: 'Train on one GPU',
      text: `Settings are in \`${CONFIG}\` and can be given behind it too (\`learning_rate=5e-5\`). Another model may need another \`template\`: they are listed in the README of LLaMA-Factory.`,
      commands: [`CUDA_VISIBLE_DEVICES=0 llamafactory-cli train ${CONFIG}`],
    },
    {
      title: 'Train on several GPUs',
      text: 'With torchrun; with DeepSpeed, for a model that does not fit into a single GPU (its settings come with the source of LLaMA-Factory); or with Ray.',
      commands: [
        `FORCE_TORCHRUN=1 llamafactory-cli train ${CONFIG}`,
        'git clone --depth 1 https://github.com/hiyouga/LLaMA-Factory.git',
        `FORCE_TORCHRUN=1 llamafactory-cli train ${CONFIG} deepspeed=LLaMA-Factory/examples/deepspeed/ds_z3_config.json`,
        `USE_RAY=1 llamafactory-cli train ${CONFIG} ray_num_workers=4`,
      ],
    },
    ...serveAdapter(model, OUTPUT, facts.mostImages, RANK),
  ],
};

const templateOf = (model: string) => TEMPLATES.find(([names]) => names.test(model))?.[1];

/** One data file, as `dataset_info.json` tells it. */
const about = (file: string) => ({
  file_name: file,
  formatting: 'sharegpt',
  columns: { messages: 'messages', images: 'images' },
  tags: {
    role_tag: 'role',
    content_tag: 'content',
    user_tag: 'user',
    assistant_tag: 'assistant',
    system_tag: 'system',
  },
});

function configOf({ model, settings, validation, facts }: ExportJob): string {
  return yaml([
    { comment: 'The model', entries: { model_name_or_path: model, image_max_pixels: IMAGE_PIXELS } },
    {
      comment: 'How it is trained',
      entries: { stage: 'sft', do_train: true, finetuning_type: 'lora', lora_rank: RANK, lora_target: 'all' },
    },
    {
      comment: 'The data; cutoff_len has room for the longest example',
      entries: {
        dataset_dir: '.',
        dataset: 'train',
        ...(validation && { eval_dataset: 'validation' }),
        template: templateOf(model) ?? 'default',
        cutoff_len: contextFor(facts, IMAGE_TOKENS, LEAST_CONTEXT),
        // the training file asks for it by its weights
        ...(facts.lastOnly && { mask_history: true }),
        preprocessing_num_workers: 16,
        dataloader_num_workers: 4,
      },
    },
    {
      comment: 'What is written',
      entries: {
        output_dir: OUTPUT,
        logging_steps: 10,
        save_strategy: 'epoch',
        plot_loss: true,
        save_only_model: false,
        report_to: 'none',
      },
    },
    {
      comment: 'Training; a step of one GPU learns from per_device_train_batch_size x gradient_accumulation_steps',
      entries: {
        num_train_epochs: settings.epochs ?? null,
        per_device_train_batch_size: 1,
        gradient_accumulation_steps: settings.batchSize ?? null,
        learning_rate: settings.learningRate ?? null,
        seed: settings.seed ?? null,
        lr_scheduler_type: 'cosine',
        warmup_ratio: 0.1,
        bf16: true,
        ddp_timeout: 180_000_000,
        ...(validation && { eval_strategy: 'epoch', per_device_eval_batch_size: 1 }),
      },
    },
  ]);
}
