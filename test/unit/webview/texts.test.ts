import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callLinks } from '../../../webview/dataset/callLinks.ts';
import { stretchesOf } from '../../../webview/dataset/hiddenCharacters.ts';
import { keyboardMap, keyText } from '../../../webview/dataset/keyboardMap.ts';
import { markdownTree, type MarkdownNode } from '../../../webview/dataset/markdownTree.ts';
import { beginningOf, isLong, wholeCharacters } from '../../../webview/dataset/textCut.ts';
import { ROOT } from '../../support/paths.ts';

describe('characters that would not be seen', () => {
  const shown = (text: string) =>
    stretchesOf(text)
      .map((stretch) => ('text' in stretch ? stretch.text : `[${stretch.code} ${stretch.name}]`))
      .join('');

  for (const [text, expected] of [
    ['user\u202e\u2066//', 'user[U+202E right-to-left override][U+2066 left-to-right isolate]//'],
    ['a\u200bb\ufeffc', 'a[U+200B zero width space]b[U+FEFF byte order mark]c'],
    ['\0\x1b[31m', '[U+0000 null][U+001B escape][31m'],
    ['\ud800 \udfff', '[U+D800 half of a character] [U+DFFF half of a character]'],
    ['a\rb', 'a[U+000D carriage return]b'],
    ['pay\u200dpal', 'pay[U+200D zero width joiner]pal'],
    ['hi\u{e0041}', 'hi[U+E0041 tag]'],
  ] as const)
    it(`${JSON.stringify(text)} stands with its codes`, () => {
      assert.equal(shown(text), expected);
    });

  for (const text of [
    'e\u0301 plain, tabs\t and lines\r\n',
    'رائع 😀 family 👩\u200d👩\u200d👧 ❤️\u200d🔥',
    'می\u200cخواهم',
    'क्\u200dष',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'これは何ですか。',
  ])
    it(`${text.trim()} stays as it is`, () => {
      assert.deepEqual(stretchesOf(text), [{ text }]);
    });
});

describe('a long text', () => {
  it('is one of more than 20 lines or 2,000 characters', () => {
    assert.ok(!isLong('x\n'.repeat(19)));
    assert.ok(isLong('x\n'.repeat(20)));
    assert.ok(!isLong('x'.repeat(2000)));
    assert.ok(isLong('x'.repeat(2001)));
  });

  it('begins with 12 lines, or with 1,200 characters up to a word', () => {
    assert.equal('line\n'.repeat(340).slice(0, beginningOf('line\n'.repeat(340))), 'line\n'.repeat(12).trimEnd());
    assert.equal(beginningOf('word '.repeat(1000)), 1200);
    assert.equal(beginningOf(`a\n${'x'.repeat(5000)}`), 1);
  });

  it('is never cut inside a character', () => {
    for (const piece of ['😀', 'e\u0301', '👩\u200d👩\u200d👧', '👍🏽'])
      for (let most = 100; most < 120; most++) {
        const end = wholeCharacters(piece.repeat(100), most);
        assert.equal(end % piece.length, 0, `${piece} cut at ${end}`);
      }
    assert.equal(wholeCharacters(`a${'\u0301'.repeat(500)}`, 100), 100, 'endless marks are cut all the same');
  });
});

describe('a text as Markdown', () => {
  const texts = (nodes: readonly MarkdownNode[]): string =>
    nodes
      .map((node) => ('text' in node ? node.text : node.type === 'element' ? texts(node.children) : `[${node.type}]`))
      .join('');

  it('keeps HTML as text and makes no link of an address that runs', () => {
    for (const text of [
      '<script>run()</script>',
      'a <b onclick="run()">b</b>',
      '[a](javascript:run())',
      '[a](vbscript:run())',
      '[a](data:text/html,<script>run()</script>)',
    ]) {
      const tree = markdownTree(text);
      assert.equal(texts(tree), text);
      assert.ok(!JSON.stringify(tree).includes('"address"'), text);
    }
  });

  it('tells headings, lists, tables, code, links and pictures apart', () => {
    const tree = markdownTree(
      '# a\n\n- b\n\n|c|\n|-:|\n|d|\n\n```js\ne\n```\n\n[f](https://g.example) ![h](https://i.example)',
    );
    const found = JSON.stringify(tree);
    for (const piece of [
      '"tag":"h1"',
      '"tag":"ul"',
      '"align":"right"',
      '{"type":"code","text":"e","block":true,"language":"js"}',
      '"address":"https://g.example"',
      '{"type":"image","alt":"h","address":"https://i.example"}',
    ])
      assert.ok(found.includes(piece), piece);
  });

  it('is read in a moment however it is nested', () => {
    const many = 50_000;
    for (const text of [
      '> '.repeat(many),
      '['.repeat(many),
      '*a **a '.repeat(many / 7),
      '**'.repeat(many / 2) + 'a',
      '![['.repeat(many / 3),
      `${'|a'.repeat(many / 2)}\n${'|-'.repeat(many / 2)}`,
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}* a\n`).join(''),
    ]) {
      const start = performance.now();
      const tree = markdownTree(text);
      assert.ok(performance.now() - start < 5000, text.slice(0, 20));
      JSON.stringify(tree);
    }
  });
});

describe('calls and their results', () => {
  it('are linked by id, a result to the last call before it', () => {
    const call = (id: string, name: string) => ({ path: '', id, name });
    const message = (more: object) => ({ role: '', path: '', parts: [], ...more });
    const { calls, results } = callLinks([
      message({ calls: [call('1', 'look'), call('', 'old')] }),
      message({ answers: '1' }),
      message({ answers: '9' }),
    ]);
    assert.deepEqual([...calls], [['1', { name: 'look', message: 0 }]]);
    assert.deepEqual([...results], [['1', 1]]);
  });
});

describe('docs/keyboard.md', () => {
  it('says the same as the overlay in the editor', () => {
    const tables = keyboardMap().map(({ title, keys }) => {
      const rows = keys.map(
        (entry) => `| ${entry.keys.map((key) => `\`${keyText(key)}\``).join(', ')} | ${entry.does} |`,
      );
      return [`## ${title}`, ...rows];
    });
    const squeezed = readFileSync(join(ROOT, 'docs/keyboard.md'), 'utf8').replaceAll(/ +/g, ' ');
    for (const line of tables.flat()) assert.ok(squeezed.includes(line), line);
    const rows = squeezed.split('\n').filter((line) => line.startsWith('| `'));
    assert.equal(rows.length, tables.flat().length - tables.length, 'no key more in the document');
  });
});
