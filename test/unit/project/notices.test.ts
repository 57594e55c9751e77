import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundledPackages, noticesOf, shippedPackages } from '../../../scripts/notices.ts';
import { folderWith } from '../../support/fixtures.ts';

const manifest = (name: string) => JSON.stringify({ name, version: '1.2.3', license: 'MIT' });

describe('the notices of third-party packages', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('name each package with its licence text, a shared text once', async () => {
    folder = await folderWith({
      'a/package.json': manifest('a'),
      'a/LICENSE': 'Do as you like.\r\n',
      'b/package.json': manifest('b'),
      'b/licence.md': 'Do as you like.\n',
    });
    const notices = noticesOf([join(folder, 'b'), join(folder, 'a')]);
    assert.match(notices, /=\na 1\.2\.3 \(MIT\)\nb 1\.2\.3 \(MIT\)\n=/);
    assert.equal(notices.split('Do as you like.').length, 2);
  });

  it('cannot be written for a package without a licence text', async () => {
    folder = await folderWith({ 'a/package.json': manifest('a'), 'a/index.js': '' });
    assert.throws(() => noticesOf([join(folder, 'a')]), /^Error: a has no licence text: find .*\.$/);
  });

  it('cover the image library that ships unbundled, with the licence of its binary', () => {
    const notices = noticesOf(shippedPackages('sharp'));
    for (const text of ['sharp', '@img/colour', 'detect-libc', 'semver'])
      assert.match(notices, new RegExp(`^${text} `, 'm'));
    assert.match(notices, /GNU LESSER GENERAL PUBLIC LICENSE/);
  });

  it('leave out packages of which nothing is left in a bundle', () => {
    const inputs = {
      'node_modules/@x/used/a.js': { bytesInOutput: 7 },
      'node_modules/dropped/a.js': { bytesInOutput: 0 },
      'src/a.ts': { bytesInOutput: 7 },
    };
    const output = { bytes: 14, inputs, imports: [], exports: [] };
    assert.deepEqual(bundledPackages([{ inputs: {}, outputs: { 'dist/a.js': output } }]), ['node_modules/@x/used']);
  });
});
