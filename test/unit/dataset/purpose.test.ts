import assert from 'node:assert/strict';
import { purposeOf } from '../../../src/dataset/purpose.ts';

describe('what a file is for', () => {
  for (const [path, purpose] of [
    ['train.jsonl', 'train'],
    ['data/products-validation.jsonl', 'validation'],
    ['ocr-vqa-test.jsonl', 'test'],
    ['test-val.jsonl', 'validation'],
    ['validity.jsonl', 'train'],
    ['C:\\data\\dev_set.jsonl', 'validation'],
  ] as const)
    it(`${path} is for ${purpose}`, () => {
      assert.equal(purposeOf(path), purpose);
    });
});
