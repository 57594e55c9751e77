import assert from 'node:assert/strict';
import { setImmediate as tick } from 'node:timers/promises';
import { Turns } from '../../../src/host/dataset/turns.ts';

/** A promise and what settles it. */
function gate() {
  return Promise.withResolvers<undefined>();
}

describe('the turns of edits and saves', () => {
  it('save what was edited before, even when that edit is still being made', async () => {
    const turns = new Turns();
    const typing = gate();
    const done: string[] = [];
    void turns.edit(async () => {
      await typing.promise;
      done.push('edit');
    });
    const saved = turns.save(() => {
      done.push('save');
      return Promise.resolve();
    });
    await tick();
    assert.deepEqual(done, []);
    typing.resolve(undefined);
    await saved;
    assert.deepEqual(done, ['edit', 'save']);
  });

  it('tell of an edit made during a save when the save has been answered, and of others at once', async () => {
    const turns = new Turns();
    const disk = gate();
    const told: string[] = [];
    const tell = (what: string) => {
      turns.tell(() => {
        told.push(what);
      });
    };
    const saved = turns.save(() => disk.promise).then(() => told.push('saved'));
    await tick();
    tell('edit');
    await tick();
    assert.equal(told.length, 0);
    disk.resolve(undefined);
    await saved;
    await tick();
    assert.deepEqual(told, ['saved', 'edit']);
    tell('later');
    assert.deepEqual(told, ['saved', 'edit', 'later']);
  });

  it('go on after an edit or a save that failed', async () => {
    const turns = new Turns();
    await assert.rejects(
      turns.edit(() => Promise.reject(new Error('no such line'))),
      /no such line/,
    );
    await assert.rejects(
      turns.save(() => Promise.reject(new Error('disk full'))),
      /disk full/,
    );
    let saves = 0;
    await turns.save(() => {
      saves++;
      return Promise.resolve();
    });
    assert.equal(saves, 1);
  });

  it('never save twice at a time', async () => {
    const turns = new Turns();
    let [under, most] = [0, 0];
    const write = async () => {
      most = Math.max(most, ++under);
      await tick();
      under--;
    };
    await Promise.all([turns.save(write), turns.save(write), turns.save(write)]);
    assert.equal(most, 1);
  });
});
