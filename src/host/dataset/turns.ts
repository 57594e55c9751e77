/** Edits are made one after the other, and so are saves; a save waits for the edits that were asked for before it. */
export class Turns {
  /** Settles when edits can be made. */
  private ready: Promise<void> = Promise.resolve();
  private edits: Promise<unknown> = Promise.resolve();
  private saves: Promise<unknown> = Promise.resolve();
  /** The save that is writing. */
  private saving: Promise<unknown> | undefined;

  /** Nothing is edited or saved before this. A failure is told by whoever waits. */
  begin(ready: Promise<void>): void {
    this.ready = ready;
  }

  /** Does something before any edit that waits. */
  first(action: () => Promise<void>): Promise<void> {
    return (this.ready = this.ready.then(action));
  }

  edit(make: () => Promise<void>): Promise<void> {
    const made = this.edits.then(() => this.ready).then(make);
    this.edits = made.catch(() => undefined);
    return made;
  }

  /** Settles when the edits asked for so far are made. */
  async edited(): Promise<void> {
    await this.ready;
    await this.edits;
  }

  save(write: () => Promise<void>): Promise<void> {
    const saved = this.saves.then(async () => {
      await this.edited();
      const writing = write();
      this.saving = writing.catch(() => undefined);
      try {
        await writing;
      } finally {
        this.saving = undefined;
      }
    });
    this.saves = saved.catch(() => undefined);
    return saved;
  }

  /** Settles when the saves asked for so far are over. */
  async saved(): Promise<void> {
    await this.saves;
  }

  /** VS Code takes an edit that it hears of while it saves for a saved one: it is told when the save has been answered. */
  tell(fire: () => void): void {
    if (this.saving) void this.saving.then(() => setImmediate(fire));
    else fire();
  }
}
