import assert from 'node:assert/strict';
import type { ExampleView, MessageView } from '../../../src/protocol/datasetPage.ts';
import { findingsOf, placeFindings } from '../../../webview/dataset/findingPlaces.ts';
import { runLooks } from '../../../webview/results/runLooks.ts';
import { bytesText, percentRead, points, timeText } from '../../../webview/ui/format.ts';
import { plural, t } from '../../../webview/ui/l10n.ts';

describe('figures as people read them', () => {
  for (const [bytes, text] of [
    [0, '0 B'],
    [999, '999 B'],
    [2545, '2.5 KB'],
    [11_264, '11 KB'],
    [1_048_576, '1.0 MB'],
    [536_870_912, '512 MB'],
    [5_368_709_120, '5.0 GB'],
  ] as const)
    it(`${bytes} bytes are ${text}`, () => {
      assert.equal(bytesText(bytes), text);
    });

  it('a file is read in whole only at its end', () => {
    assert.equal(percentRead(0, 100), 0);
    assert.equal(percentRead(99_999, 100_000), 99);
    assert.equal(percentRead(100_000, 100_000), 100);
    assert.equal(percentRead(0, 0), 100);
  });

  it('proportions and times', () => {
    assert.equal(points(0.7443), '74.4');
    assert.equal(timeText(4), '4 ms');
    assert.equal(timeText(1300), '1.3 s');
  });

  it('one and many', () => {
    assert.equal(plural(1, '{0} image', '{0} images'), '1 image');
    assert.equal(plural(800_000, '{0} image', '{0} images'), '800,000 images');
    assert.equal(t('{0} of {1}, {2}', 'a', 2), 'a of 2, {2}');
  });
});

describe('findings of an example', () => {
  const finding = (path: string): ExampleView['findings'][number] => ({
    rule: 'a-rule',
    severity: 'error',
    line: 1,
    column: 1,
    endColumn: 2,
    path,
    message: path,
    help: '',
    fixable: false,
  });
  const message = (index: number, parts: number): MessageView => ({
    role: 'user',
    path: `/messages/${index}`,
    parts: Array.from({ length: parts }, (_, part) => ({
      type: 'text' as const,
      text: '',
      path: `/messages/${index}/content/${part}`,
    })),
  });

  it('stand at the part, the message or the line they are about', () => {
    const paths = ['/messages/1/content/0/image_url/url', '/messages/1/role', '/messages/10/content/1', '', '/tools'];
    const messages = [message(1, 2), message(10, 2)];
    const placed = placeFindings(paths.map(finding), messages);
    assert.deepEqual(
      [...placed].map(([place, found]) => [place, found.map(({ path }) => path)]),
      [
        ['/messages/1/content/0', ['/messages/1/content/0/image_url/url']],
        ['/messages/1', ['/messages/1/role']],
        ['/messages/10/content/1', ['/messages/10/content/1']],
        ['', ['', '/tools']],
      ],
    );
    assert.equal(messages.flatMap((each) => findingsOf(each, placed)).length, 3);
  });
});

describe('models in the results', () => {
  it('the tuned one is blue and the base one orange in whatever order, baselines are grey', () => {
    const looks = runLooks([
      { name: 'nearest', role: 'baseline' },
      { name: 'b', role: 'base' },
      { name: 'a', role: 'tuned' },
    ]);
    assert.deepEqual(
      looks.map(({ label, color }) => `${label} ${color}`),
      ['nearest var(--grey-1)', 'base var(--run-2)', 'tuned var(--run-1)'],
    );
  });

  it('no two of six share a colour, and two tuned ones go by their names', () => {
    const looks = runLooks(
      ['tuned', 'tuned', 'base', 'baseline', 'baseline', 'control'].map((role, index) => ({
        name: `r${index}`,
        role: role as 'base',
      })),
    );
    assert.equal(new Set(looks.map(({ color }) => color)).size, 6);
    assert.deepEqual(
      looks.map(({ label }) => label),
      ['r0', 'r1', 'base', 'r3', 'r4', 'r5'],
    );
  });
});
