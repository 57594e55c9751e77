/** The program that trains with TRL: opens the images beside the data and leaves all else to its trainer. */
export const trlScript = ({ train, validation }: { train: string; validation: string | undefined }): string => `\
from pathlib import Path

from datasets import Image, Sequence, load_dataset
from trl import ModelConfig, SFTConfig, SFTTrainer, TrlParser, get_peft_config

FOLDER = Path(__file__).resolve().parent


def examples(name):
    """The examples of a file; an image is opened when it is needed."""
    rows = load_dataset("json", data_files=str(FOLDER / name), split="train")
    rows = rows.map(lambda row: {"images": [str(FOLDER / image) for image in row["images"]]})
    return rows.cast_column("images", Sequence(Image()))


if __name__ == "__main__":
    training, model = TrlParser((SFTConfig, ModelConfig)).parse_args_and_config()
    trainer = SFTTrainer(
        model=model.model_name_or_path,
        args=training,
        train_dataset=examples("${train}"),
        eval_dataset=${validation === undefined ? 'None' : `examples("${validation}")`},
        peft_config=get_peft_config(model),
    )
    trainer.train()
    trainer.save_model(training.output_dir)
`;
