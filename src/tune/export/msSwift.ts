import { markedText } from './content.ts';
import { contextFor } from './context.ts';
import { imagesOf } from './conversation.ts';
import { serveAdapter } from './serve.ts';
import { command, script } from './shell.ts';
import { TRAIN_FILE, VALIDATION_FILE, type Trainer } from './trainer.ts';

const SCRIPT = 'train.sh';
const OUTPUT = 'output';
const RANK = 8;
/** Of its own example; an image is made smaller to fit. */
const IMAGE_TOKENS = 1024;
const LEAST_CONTEXT = 4096;

/** ms-swift: `<image>` in texts, images as paths or addresses, and answers that are read without being learned. */
export const msSwift: Trainer = {
  id: 'ms-swift',
  name: 'ms-swift',
  source: 'https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html',
  model: 'Qwen/Qwen3-VL-4B-Instruct',
  defaults: { epochs: 1, batchSize: 4, learningRate: 1e-4, seed: 42 },
  settings: ['epochs', 'batchSize', 'learningRate', 'seed'],
  takes: {
    images: 'files',
    addresses: true,
    imageRoles: ['user', 'assistant'],
    turns: 'strict',
    weights: 'each',
    marks: true,
  },
  line: (example) => ({
    messages: example.turns.map((turn) => ({
      role: turn.role,
      content: markedText(turn),
      ...(turn.weight !== undefined && { loss: turn.weight === 1 }),
    })),
    images: imagesOf(example),
  }),
  files: ({ model, settings, validation, facts }) => ({
    [SCRIPT]: script('Trains on the files beside it; further options are given behind it.', [
      `export IMAGE_MAX_TOKEN_NUM=${IMAGE_TOKENS}`,
      command(
        'swift sft',
        {
          model,
          dataset: TRAIN_FILE,
          ...(validation && { val_dataset: VALIDATION_FILE, per_device_eval_batch_size: 1 }),
          // an example that it cannot read stops it instead of going missing
          strict: 'true',
          tuner_type: 'lora',
          torch_dtype: 'bfloat16',
          num_train_epochs: settings.epochs,
          per_device_train_batch_size: 1,
          gradient_accumulation_steps: settings.batchSize,
          learning_rate: settings.learningRate,
          seed: settings.seed,
          lora_rank: RANK,
          lora_alpha: 4 * RANK,
          target_modules: 'all-linear',
          freeze_vit: 'true',
          freeze_aligner: 'true',
          gradient_checkpointing: 'true',
          max_length: contextFor(facts, IMAGE_TOKENS, LEAST_CONTEXT),
          warmup_ratio: 0.05,
          save_steps: 100,
          ...(validation && { eval_steps: 100 }),
          save_total_limit: 2,
          logging_steps: 5,
          output_dir: OUTPUT,
          dataset_num_proc: 4,
          dataloader_num_workers: 4,
        },
        ['"$@"'],
      ),
    ]),
  }),
  steps: ({ model, facts }) => [
    {
      title: 'Install',
      commands: ['pip install "transformers>=4.57" "qwen_vl_utils>=0.0.14" "ms-swift>=4.0"'],
    },
    {
      title: 'Train on one GPU',
      text: `Settings are in \`${SCRIPT}\` and can be given behind it too (\`--learning_rate 5e-5\`). The model comes from ModelScope, with \`--use_hf true\` from Hugging Face.`,
      commands: [`CUDA_VISIBLE_DEVICES=0 sh ${SCRIPT}`],
    },
    {
      title: 'Train on several GPUs',
      text: 'With torchrun, and with DeepSpeed for a model that does not fit into a single GPU.',
      commands: [
        `NPROC_PER_NODE=4 CUDA_VISIBLE_DEVICES=0,1,2,3 sh ${SCRIPT}`,
        `NPROC_PER_NODE=4 CUDA_VISIBLE_DEVICES=0,1,2,3 sh ${SCRIPT} --deepspeed zero3`,
      ],
    },
    // ms-swift names the folder of a run by its number and time, as its own documentation writes it
    ...serveAdapter(model, `${OUTPUT}/vX-XXX/checkpoint-XXX`, facts.mostImages, RANK),
  ],
};
