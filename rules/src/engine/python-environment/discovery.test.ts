import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { MemoryFileSystem } from '../memory-host.js';
import { nodeFileSystem } from '../node-host.js';
import { enginePath } from '../paths.js';
import { describesEnvironment, findPythonEnvironment, isPythonEnvironment } from './discovery.js';
import type { InterpreterHints, PythonEnvironment } from './environment.js';

/** Text of a file, or only its being there. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** A virtual environment with one package. */
const venv = (folder: string, version = '3.12', settings = ''): Files => ({
  [`${folder}/pyvenv.cfg`]: settings, [`${folder}/bin/python`]: '', [`${folder}/lib/python${version}/site-packages/x.py`]: '',
});
const site = (folder: string, version = '3.12'): string => `${folder}/lib/python${version}/site-packages`;

function find(files: Files, hints: InterpreterHints = {}, roots = ['/w']): PythonEnvironment {
  return findPythonEnvironment(new MemoryFileSystem(files), roots, hints);
}

describe('which environment counts', () => {
  const cases: readonly (readonly [title: string, files: Files, hints: InterpreterHints, expected: readonly string[]])[] = [
    ['none', { '/w/a.py': '' }, {}, []],
    ['in the project', venv('/w/.venv'), {}, [site('/w/.venv')]],
    ['the first of several in the project', { ...venv('/w/venv', '3.9'), ...venv('/w/.venv') }, {}, [site('/w/.venv')]],
    ['on Windows', { '/w/venv/pyvenv.cfg': '', '/w/venv/Lib/site-packages/x.py': '' }, {}, ['/w/venv/Lib/site-packages']],
    ['a folder that only has the name', { '/w/env/lib/python3.12/site-packages/x.py': '' }, {}, []],
    ['activated', venv('/e'), { virtualEnvironment: '/e' }, [site('/e')]],
    ['an activated one elsewhere is not mixed in', { ...venv('/w/.venv'), ...venv('/e') }, { virtualEnvironment: '/e' }, [site('/w/.venv')]],
    ['an activated one of the project is meant', { ...venv('/w/.venv'), ...venv('/w/try', '3.13') }, { virtualEnvironment: '/w/try' }, [site('/w/try', '3.13')]],
    ['activated, but gone', venv('/w/.venv'), { virtualEnvironment: '/w/gone', condaPrefix: '/gone' }, [site('/w/.venv')]],
    ['conda, activated', { '/c/conda-meta/history': '', [`${site('/c')}/x.py`]: '' }, { condaPrefix: '/c' }, [site('/c')]],
    ['conda in the project', { '/w/.conda/conda-meta/history': '', [`${site('/w/.conda')}/x.py`]: '' }, {}, [site('/w/.conda')]],
    ['pixi', { '/w/.pixi/envs/default/conda-meta/history': '', [`${site('/w/.pixi/envs/default')}/x.py`]: '' }, {}, [site('/w/.pixi/envs/default')]],
    ['a virtual environment on top of conda', { '/c/conda-meta/history': '', [`${site('/c')}/x.py`]: '', ...venv('/e') }, { virtualEnvironment: '/e', condaPrefix: '/c' }, [site('/e')]],
    ['PyPy', { '/w/.venv/pyvenv.cfg': '', '/w/.venv/lib/pypy3.10/site-packages/x.py': '' }, {}, ['/w/.venv/lib/pypy3.10/site-packages']],
    ['chosen: a folder', { ...venv('/w/.venv'), ...venv('/e') }, { chosen: '/e' }, [site('/e')]],
    ['chosen: its interpreter', { ...venv('/w/.venv'), ...venv('/e') }, { chosen: '/e/bin/python' }, [site('/e')]],
    ['chosen: an interpreter on Windows', { '/e/pyvenv.cfg': '', '/e/Scripts/python.exe': '', '/e/Lib/site-packages/x.py': '' }, { chosen: '/e/Scripts/python.exe' }, ['/e/Lib/site-packages']],
    ['chosen: conda on Windows', { '/c/conda-meta/history': '', '/c/python.exe': '', '/c/Lib/site-packages/x.py': '' }, { chosen: '/c/python.exe' }, ['/c/Lib/site-packages']],
    ['chosen: a plain installation', { '/opt/py/bin/python3.11': '', [`${site('/opt/py', '3.11')}/x.py`]: '' }, { chosen: '/opt/py/bin/python3.11' }, [site('/opt/py', '3.11')]],
    ['chosen, but nothing is there', venv('/w/.venv'), { chosen: '/gone' }, []],
    ['PDM without a virtual environment', { '/w/__pypackages__/3.9/lib/x.py': '', '/w/__pypackages__/3.12/lib/x.py': '', '/w/__pypackages__/readme': '' }, {}, ['/w/__pypackages__/3.12/lib']],
  ];
  for (const [title, files, hints, expected] of cases) {
    test(title, () => { assert.deepEqual(find(files, hints).folders, expected); });
  }

  test('each root has its own', () => {
    assert.deepEqual(find({ ...venv('/a/.venv'), ...venv('/b/.venv', '3.9') }, {}, ['/a', '/b']).folders, [site('/a/.venv'), site('/b/.venv', '3.9')]);
  });
});

describe('the system\'s packages', () => {
  const debian: Files = {
    '/usr/bin/python3.11': '', '/usr/bin/python3': '', '/usr/lib/python3/dist-packages/apt.py': '', '/usr/local/lib/python3.11/dist-packages/x.py': '',
    '/usr/lib/python3.11/os.py': '', '/usr/local/bin/python3.11': '',
  };

  test('count where the environment says so, after its own', () => {
    const shared = { '/base/bin/python3': '', [`${site('/base', '3.11')}/s.py`]: '', [`${site('/base', '3.12')}/s.py`]: '', [`${site('/home/u/.local')}/u.py`]: '' };
    const settings = 'home = /base/bin\nInclude-System-Site-Packages = true\r\nversion = 3.12.3\n';
    assert.deepEqual(find({ ...shared, ...venv('/w/.venv', '3.12', settings) }, { home: '/home/u' }).folders, [site('/w/.venv'), site('/home/u/.local'), site('/base')]);
    assert.deepEqual(find({ ...shared, ...venv('/w/.venv', '3.12', settings.replace('true', 'false')) }, { home: '/home/u' }).folders, [site('/w/.venv')]);
  });

  test('Debian has them in dist-packages: those of pip, then those of apt', () => {
    assert.deepEqual(find(debian, { chosen: '/usr/bin/python3.11' }).folders, ['/usr/local/lib/python3.11/dist-packages', '/usr/lib/python3/dist-packages']);
    assert.deepEqual(find(debian, { chosen: '/usr/local/bin/python3.11' }).folders, ['/usr/local/lib/python3.11/dist-packages']);
  });

  test('the version of the environment is the one that counts', () => {
    const files = { ...venv('/w/.venv', '3.9', 'version_info = 3.9.18.final.0\n'), [`${site('/w/.venv', '3.13')}/x.py`]: '' };
    assert.deepEqual(find(files).folders, [site('/w/.venv', '3.9')]);
    assert.deepEqual(find({ ...files, '/w/.venv/pyvenv.cfg': '' }).folders, [site('/w/.venv', '3.13')]);
  });

  for (const [title, garbage] of [
    ['binary', Uint8Array.from({ length: 4096 }, (_, index) => index % 256)], ['no settings', '=====\n\0\nhome\n= x\n'],
    ['a home that is nowhere', 'home = \nversion = 9\ninclude-system-site-packages = true'],
    ['itself as home', 'home = /w/.venv/bin\ninclude-system-site-packages = true\nversion = 3.12'],
  ] as const) {
    test(`pyvenv.cfg with garbage: ${title}`, () => {
      assert.deepEqual(find({ ...venv('/w/.venv'), '/w/.venv/pyvenv.cfg': garbage }).folders, [site('/w/.venv')]);
    });
  }
});

describe('what path files add', () => {
  const at = site('/w/.venv');
  const withFiles = (files: Files): PythonEnvironment => find({
    ...venv('/w/.venv'), '/other/lib/far.py': '', '/w/packages/near/src/near.py': '', '/w/own.py': '',
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${at}/${name}`, text])),
  });

  test('folders, after the packages, in the order of the files and their lines', () => {
    const { folders } = withFiles({
      'b.pth': '\ufeff# comment\n\nimport os; os.system("x")\nimport\tx\n/other/lib\n../../../../../other\n', 'a.pth': 'sub\r\n./gone\n', 'sub/x.py': '', '.hidden.pth': '/w',
    });
    assert.deepEqual(folders, [at, `${at}/sub`, '/other/lib', '/other']);
  });

  test('a folder of the project stays the project\'s', () => {
    const found = withFiles({ '_near.pth': '/w/packages/near/src\n', 'root.pth': '/w\n', 'far.pth': '/other/lib' });
    assert.deepEqual(found.folders, [at, '/other/lib']);
    assert.deepEqual(found.sources, ['/w/packages/near/src', '/w']);
  });

  test('source that an installer put into the environment is installed', () => {
    assert.deepEqual(withFiles({ 'git.pth': '/w/.venv/src/cloned' }).folders, [at]);
    assert.deepEqual(find({ ...venv('/w/.venv'), '/w/.venv/src/cloned/c.py': '', [`${at}/git.pth`]: '/w/.venv/src/cloned' }).folders, [at, '/w/.venv/src/cloned']);
  });

  test('egg-links lead to the project\'s folder', () => {
    assert.deepEqual(withFiles({ 'far.egg-link': '/other/lib\n../' }).folders, [at, '/other/lib']);
  });

  test('the finder that setuptools writes is read, not run', () => {
    const { modules, folders } = withFiles({
      '__editable__.far-1.0.pth': 'import __editable___far_1_0_finder; __editable___far_1_0_finder.install()',
      '__editable___far_1_0_finder.py': [
        'from __future__ import annotations', 'import sys', 'sys.exit(1)',
        "MAPPING: dict[str, str] = {'far': '/other/lib/far', 'ns.part': '/other/part', 1: 'x', 'bad name': '/other', 'none': None, **more}",
        "NAMESPACES: dict[str, list[str]] = {'ns': ['/other/ns', '/other/ns2']}", 'def install(): ...',
      ].join('\n'),
      '__editable___left_over_finder.py': "MAPPING = {'gone': '/gone'}",
    });
    assert.deepEqual([...modules], [['far', ['/other/lib/far']], ['ns.part', ['/other/part']], ['ns', ['/other/ns', '/other/ns2']]]);
    assert.deepEqual(folders, [at]);
  });

  test('so is the redirector of the package editables', () => {
    const { modules } = withFiles({
      '_far.pth': 'import _editable_impl_far\n',
      '_editable_impl_far.py': "from editables.redirector import RedirectingFinder as F\nF.install()\nF.map_module('far', '/other/far/__init__.py')\nF.map_module('one', '/other/one.py')\nF.map_module(name, file)\n",
    });
    assert.deepEqual([...modules], [['far', ['/other/far']], ['one', ['/other/one']]]);
  });

  for (const [title, content] of [
    ['binary', Uint8Array.from({ length: 9000 }, (_, index) => index % 256)], ['not UTF-8', Uint8Array.of(0x2f, 0xff, 0xfe, 0x0a)], ['empty', ''],
    ['paths to nowhere', '/gone\n../../../../../../../../../../../gone\n///\\\n\x7f\n'], ['itself', `.\n${at}\n./../site-packages\n`],
    ['a file', '/other/lib/far.py\n'], ['one endless line', 'x/'.repeat(200_000)], ['an unknown finder', 'import __editable___gone_finder; x()\n'],
  ] as const) {
    test(`broken: ${title}`, () => {
      assert.deepEqual(withFiles({ 'broken.pth': content }).folders, [at]);
    });
  }

  test('of a huge file only the beginning is read', () => {
    const host = new MemoryFileSystem({ ...venv('/w/.venv'), [`${at}/huge.pth`]: 'gone\n'.repeat(1_000_000) });
    let looks = 0;
    const kindOf = host.kindOf.bind(host);
    host.kindOf = (file) => {
      looks++;
      return kindOf(file);
    };
    assert.deepEqual(findPythonEnvironment(host, ['/w'], {}).folders, [at]);
    assert.ok(looks < 3_000, `${looks} looks`);
  });

  test('a folder of packages that nobody may list still has packages', () => {
    const host = new MemoryFileSystem({ ...venv('/w/.venv'), [`${at}/far.pth`]: '/other/lib', '/other/lib/far.py': '' });
    const list = host.list.bind(host);
    host.list = (folder) => folder === at ? undefined : list(folder);
    assert.deepEqual(findPythonEnvironment(host, ['/w'], {}).folders, [at]);
  });

  test('a finder that is no Python is nothing', () => {
    for (const text of ['MAPPING = {', "MAPPING = dict(far='/other')", 'x'.repeat(2_000_000), '(('.repeat(5_000)]) {
      const { modules } = withFiles({ 'far.pth': 'import __editable___far_finder', '__editable___far_finder.py': text });
      assert.equal(modules.size, 0);
    }
  });
});

test('files that describe an environment', () => {
  for (const name of ['/e/pyvenv.cfg', '/s/a.pth', '/s/a.egg-link', '/s/__editable___a_1_0_finder.py']) assert.equal(describesEnvironment(name), true, name);
  for (const name of ['/e/a.py', '/e/my_pyvenv.cfg.py', '/e/a.pthx']) assert.equal(describesEnvironment(name), false, name);
});

describe('on disk', { skip: process.platform === 'win32' && 'links need rights there' }, () => {
  const base = enginePath(fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-environment-'))));
  after(() => { fs.rmSync(base, { recursive: true, force: true }); });
  const write = (name: string, text = ''): void => {
    fs.mkdirSync(path.dirname(`${base}/${name}`), { recursive: true });
    fs.writeFileSync(`${base}/${name}`, text);
  };
  const link = (name: string, target: string): void => {
    fs.mkdirSync(path.dirname(`${base}/${name}`), { recursive: true });
    fs.symlinkSync(target, `${base}/${name}`);
  };
  const chosen = (name: string): readonly string[] => findPythonEnvironment(nodeFileSystem, [`${base}/none`], { chosen: `${base}/${name}` }).folders;

  test('a linked interpreter stays in its virtual environment and is followed outside of one', () => {
    write('python/bin/python3.11');
    write('python/lib/python3.11/site-packages/base.py');
    write('python/lib/python3.12/site-packages/base.py');
    write('v/pyvenv.cfg');
    write('v/lib/python3.11/site-packages/own.py');
    link('v/bin/python', '../../python/bin/python3.11');
    link('bin/python', '../python/bin/python3.11');
    assert.deepEqual(chosen('v/bin/python'), [`${base}/v/lib/python3.11/site-packages`]);
    assert.deepEqual(chosen('bin/python'), [`${base}/python/lib/python3.11/site-packages`]);
  });

  test('lib64 that is lib counts once', () => {
    write('two/pyvenv.cfg');
    write('two/lib/python3.12/site-packages/x.py');
    link('two/lib64', 'lib');
    assert.deepEqual(chosen('two'), [`${base}/two/lib/python3.12/site-packages`]);
  });

  test('links that form loops', () => {
    link('loop/python', 'python');
    link('loop/a', 'b');
    link('loop/b', 'a');
    assert.equal(isPythonEnvironment(nodeFileSystem, `${base}/loop/python`), false);
    assert.equal(isPythonEnvironment(nodeFileSystem, `${base}/loop/a`), false);
    write('round/pyvenv.cfg');
    const own = 'round/lib/python3.12/site-packages';
    write(`${own}/x.pth`, 'loop\nloop/loop/loop\nloop/none\n');
    link(`${own}/loop`, '.');
    assert.deepEqual(chosen('round'), [`${base}/${own}`]);
  });
});
