/** A list of line numbers (or of one number for each line) that grows: 4 bytes each. */
export class LineNumbers {
  private numbers = new Uint32Array(1024);
  length = 0;

  push(number: number): void {
    this.room(1);
    this.numbers[this.length++] = Math.min(number, 0xffffffff);
  }

  append(more: Uint32Array): void {
    this.room(more.length);
    this.numbers.set(more, this.length);
    this.length += more.length;
  }

  /** Those there are now; valid until more come. */
  view(): Uint32Array {
    return this.numbers.subarray(0, this.length);
  }

  /** Those from a place on, to be kept. */
  copy(from = 0): Uint32Array {
    return this.numbers.slice(from, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.numbers.length) return;
    const grown = new Uint32Array(Math.max(this.numbers.length * 2, this.length + more));
    grown.set(this.numbers);
    this.numbers = grown;
  }
}
