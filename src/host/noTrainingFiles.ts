/** Glob pattern of what answers and runs leave behind: `.jsonl` files that are no training files. */
export const NO_TRAINING_FILES = '{**/node_modules/**,**/runs/**,**/*.answers.jsonl}';
