import assert from 'node:assert/strict';
import { latestOnly } from '../../../webview/ui/latest.ts';
import { PagedRows } from '../../../webview/ui/pagedRows.ts';
import { PictureQueue } from '../../../webview/ui/pictureQueue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A host that answers when told to. */
function slowHost<Key, Value>(answer: (key: Key) => Value) {
  const asked: Key[] = [];
  const waiting: (() => void)[] = [];
  return {
    asked,
    load: (key: Key) =>
      new Promise<Value>((resolve) => {
        asked.push(key);
        waiting.push(() => {
          resolve(answer(key));
        });
      }),
    answer: async () => {
      for (const one of waiting.splice(0)) one();
      await settled();
    },
  };
}

describe('walking through examples faster than they come', () => {
  it('asks for the one under way and then for the last wanted', async () => {
    const host = slowHost((line: number) => `example ${line}`);
    const shown: string[] = [];
    const show = latestOnly(
      host.load,
      (_, example) => shown.push(example),
      () => assert.fail(),
    );
    for (const line of [1, 2, 3, 4]) show(line);
    await host.answer();
    await host.answer();
    assert.deepEqual(host.asked, [1, 4]);
    assert.deepEqual(shown, ['example 1', 'example 4']);
  });

  it('goes on after an example that cannot be read', async () => {
    const failed: number[] = [];
    const shown: number[] = [];
    const show = latestOnly(
      (line: number) => (line === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(line)),
      (line) => shown.push(line),
      (line) => failed.push(line),
    );
    show(1);
    show(2);
    await settled();
    assert.deepEqual([failed, shown], [[1], [2]]);
  });
});

describe('rows of a long list', () => {
  const rowsOf = (log: [number, number][]) =>
    new PagedRows<string>(
      (from, to) => {
        log.push([from, to]);
        return Promise.resolve(Array.from({ length: to - from }, (_, index) => `row ${from + index}`));
      },
      () => undefined,
    );

  it('are asked for where the list is looked at', async () => {
    const log: [number, number][] = [];
    const rows = rowsOf(log);
    rows.show(500_000, 500_020);
    await settled();
    assert.equal(rows.get(500_010), 'row 500010');
    assert.equal(rows.get(0), undefined);
    assert.equal(log.length, 1);
  });

  it('stay drawn while they are asked for anew', async () => {
    const log: [number, number][] = [];
    const rows = rowsOf(log);
    rows.show(0, 20);
    await settled();
    rows.refresh();
    assert.equal(rows.get(3), 'row 3');
    await settled();
    assert.equal(log.length, 2);
  });

  it('move down where new ones came before them, those still on their way left out', async () => {
    let before = 0;
    const host = slowHost(([from, to]: [number, number]) =>
      Array.from({ length: to - from }, (_, index) => `row ${from + index - before}`),
    );
    const rows = new PagedRows<string>(
      (from, to) => host.load([from, to]),
      () => undefined,
    );
    rows.show(10, 20);
    await host.answer();
    rows.show(70, 80);
    rows.refresh(60);
    assert.equal(rows.get(73), 'row 13');
    assert.equal(rows.get(5), undefined);
    await host.answer();
    assert.equal(rows.get(73), 'row 13');
    before = 60;
    await host.answer();
    assert.equal(rows.fresh(73), 'row 13');
  });

  it('that came while nobody knew where they stand are asked for again', async () => {
    let before = 0;
    const host = slowHost(([from, to]: [number, number]) =>
      Array.from({ length: to - from }, (_, index) => `row ${from + index - before}`),
    );
    const rows = new PagedRows<string>(
      (from, to) => host.load([from, to]),
      () => undefined,
    );
    rows.show(0, 20);
    await host.answer();
    rows.refresh();
    rows.pause();
    before = 5;
    await host.answer();
    assert.equal(rows.get(3), 'row 3');
    assert.equal(host.asked.length, 2);
    rows.refresh(5);
    assert.equal(rows.get(8), 'row 3');
    await host.answer();
    assert.equal(rows.fresh(8), 'row 3');
    assert.equal(rows.fresh(0), 'row -5');
  });

  it('are forgotten far from where the list is looked at', async () => {
    const rows = rowsOf([]);
    for (let from = 0; from < 10_000; from += 64) {
      rows.show(from, from + 20);
      await settled();
    }
    assert.equal(rows.get(0), undefined);
    assert.equal(rows.get(9984), 'row 9984');
  });

  it('come at the next refresh when they could not be had', async () => {
    let broken = true;
    const errors: unknown[] = [];
    const rows = new PagedRows<string>(
      () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve(['here'])),
      (error) => error !== undefined && errors.push(error),
    );
    rows.show(0, 1);
    await settled();
    broken = false;
    rows.refresh();
    await settled();
    assert.equal(errors.length, 1);
    assert.equal(rows.get(0), 'here');
  });
});

describe('small pictures of rows flung past', () => {
  it('are not fetched once they are out of sight, and the newest come first', async () => {
    const host = slowHost((key: string) => new TextEncoder().encode(key));
    const queue = new PictureQueue(host.load, { parallel: 1 });
    queue.request('1');
    const passed = queue.request('2');
    queue.request('3');
    queue.request('4');
    passed.cancel();
    for (let round = 0; round < 4; round++) await host.answer();
    assert.deepEqual(host.asked, ['1', '4', '3']);
  });

  it('are drawn from memory when they come back', async () => {
    const host = slowHost((key: string) => new TextEncoder().encode(key));
    const queue = new PictureQueue(host.load);
    queue.request('1');
    await host.answer();
    assert.deepEqual(await queue.request('1').bytes, new TextEncoder().encode('1'));
    assert.deepEqual(host.asked, ['1']);
  });

  it('are fetched again after a failure', async () => {
    let count = 0;
    const queue = new PictureQueue(() =>
      ++count === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(undefined),
    );
    await assert.rejects(queue.request('1').bytes, /gone/);
    assert.equal(await queue.request('1').bytes, undefined);
  });
});
