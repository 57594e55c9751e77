import assert from 'node:assert/strict';
import { imageAt } from '../../../src/dataset/imageAt.ts';
import { chatLine } from '../../support/lines.ts';

const LONG = `data:image/png;base64,${'QUJD'.repeat(5000)}`;

describe('the image at a place of a line', () => {
  const line = chatLine('What?', 'This', LONG);
  const part = line.indexOf('{"type":"image_url"');

  it('is the one whose part holds the place, wherever in it', () => {
    const end = line.indexOf('"}}', part) + 3;
    for (const offset of [part, line.indexOf('QUJD') + 10_000, end - 1])
      assert.deepEqual(imageAt(line, offset), { url: LONG, start: part, end });
  });

  it('is the first image of the message elsewhere in it, and none outside', () => {
    assert.equal(imageAt(line, line.indexOf('What?'))?.url, LONG);
    assert.equal(imageAt(line, line.indexOf('Answer in')), undefined);
    assert.equal(imageAt(line, line.indexOf('This')), undefined);
    assert.equal(imageAt(line, 2), undefined);
  });

  it('tells two long images apart', () => {
    const other = LONG.replaceAll('QUJD', 'REVG');
    const two = JSON.stringify({
      messages: [
        { role: 'user', content: [LONG, other].map((url) => ({ type: 'image_url', image_url: { url } })) },
        { role: 'assistant', content: 'Yes' },
      ],
    });
    assert.equal(imageAt(two, two.indexOf('QUJD'))?.url, LONG);
    assert.equal(imageAt(two, two.indexOf('REVG') + 500)?.url, other);
  });

  it('is found where slashes are escaped, the address stands bare, or the line is cut off', () => {
    const escaped = LONG.replaceAll('/', '\\/');
    assert.equal(imageAt(line.replace(LONG, escaped), part)?.url, LONG);
    const bare = '{"messages":[{"role":"user","content":[{"type":"image_url","image_url":"data:,x"}]}]}';
    assert.equal(imageAt(bare, 50)?.url, 'data:,x');
    assert.equal(imageAt(line.slice(0, -40), part)?.url, LONG);
    assert.equal(imageAt(chatLine('Q', 'A').slice(0, 110), 100), undefined);
  });

  it('is none in a line that is nested too deep, or no conversation', () => {
    assert.equal(imageAt('['.repeat(100_000), 5), undefined);
    assert.equal(imageAt('{"messages":{"url":"data:,x"}}', 20), undefined);
    assert.equal(imageAt('', 0), undefined);
  });
});
