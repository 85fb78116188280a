/** The same folder gives the same findings in every host: each host is spawned or loaded as users have it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { versions } from '../../rules/src/hosts/eslint/testing/bundled-plugin.js';
import { bundleServer } from '../../server/src/testing/server-process.js';
import { commandLineFindings, engineFindings, eslintFindings, serverFindings, type HostFinding } from './testing/hosts.js';

const repository = process.env['ASYNC_PITFALLS_ROOT'] ?? '.';
const base = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'async-pitfalls-hosts-'));
const commandLine = path.join(base, 'rules', 'dist', 'cli.cjs');
let server: ReturnType<typeof bundleServer> | undefined;

before(() => {
  const build = spawnSync(process.execPath, [path.join(repository, 'scripts', 'build.mjs'), 'cli', '--into', base], { encoding: 'utf8' });
  assert.equal(build.status, 0, build.stderr);
  server = bundleServer();
});
after(() => {
  server?.remove();
  fs.rmSync(base, { recursive: true, force: true });
});

/** Everything two hosts have to agree about, one line each, in one order. */
function lines(findings: readonly HostFinding[], relatedOf: (finding: HostFinding) => HostFinding['related'] = ({ related }) => related): string[] {
  return findings
    .map((finding) => {
      const { path: file, line, column, endLine, endColumn, rule, message } = finding;
      const related = relatedOf(finding).map((place) => `${place.path}:${place.line}`).join(' → ');
      return `${file}:${line}:${column}-${endLine}:${endColumn} ${rule} ${message} | ${related}`;
    })
    .sort();
}

const chainOnly = ({ rule, related }: HostFinding): HostFinding['related'] => (rule === 'blocking-call' ? related : []);

/** `minimum` keeps the comparison from passing because all hosts are silent. */
const projects = [
  { name: 'demo-service', minimum: 11 },
  { name: 'ts-service', minimum: 6 },
];

for (const { name, minimum } of projects) {
  describe(name, () => {
    const folder = path.resolve(repository, 'test-fixtures', 'projects', name);
    const expected = engineFindings(folder);

    test('the engine finds its traps', () => {
      assert.ok(expected.length >= minimum, lines(expected).join('\n'));
      assert.ok(expected.some(({ related, path: own }) => related.some((place) => place.path !== own)), 'no finding reaches another file');
    });

    test('command line', () => {
      assert.deepEqual(lines(commandLineFindings(commandLine, folder)), lines(expected));
    });

    test('language server', { timeout: 60_000 }, async () => {
      assert.deepEqual(lines(await serverFindings(server?.file ?? assert.fail('no server'), folder)), lines(expected));
    });

    for (const version of versions) {
      test(`${version.name}; of related places it has only those of blocking calls, in the message`, async () => {
        assert.deepEqual(lines(await eslintFindings(version, folder)), lines(expected, chainOnly));
      });
    }
  });
}
