import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../../lowering/python/index.js';
import { displayOf } from './display.js';
import { valueOf } from './expressions.js';
import { MemoryHost } from './memory-host.js';
import { PythonProject } from './project.js';

interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly roots?: readonly string[];
  readonly environment?: readonly string[];
  readonly mapped?: Readonly<Record<string, readonly string[]>>;
}

function projectOf({ files, roots = ['/w'], environment = [], mapped = {} }: Project): PythonProject {
  return new PythonProject(new MemoryHost(new Map(Object.entries(files)), roots, environment, new Map(Object.entries(mapped))));
}

/** The value of the last statement of a module. */
function last(project: PythonProject, path: string): string {
  const statement = project.module(path)?.root.body.at(-1);
  assert.ok(statement?.kind === 'expression-statement');
  return displayOf(project, valueOf(project, statement.value));
}

test('several roots: each finds its own first, then the others and their src', () => {
  const project = projectOf({
    roots: ['/one', '/two'],
    files: {
      '/one/shared.py': 'value = 1\n', '/two/shared.py': 'value = "s"\n', '/two/src/deep/__init__.py': 'from shared import value\n', '/one/src/own.py': 'value = b""\n',
      '/one/main.py': 'import shared\nshared.value\n', '/two/main.py': 'import shared\nshared.value\n', '/two/far.py': 'import own\nown.value\n', '/one/deeper.py': 'import deep\ndeep.value\n',
    },
  });
  assert.equal(last(project, '/one/main.py'), 'int');
  assert.equal(last(project, '/two/main.py'), 'str');
  assert.equal(last(project, '/two/far.py'), 'bytes');
  assert.equal(last(project, '/one/deeper.py'), 'int');
});

test('installed packages: stubs beside them, stub packages from anywhere, namespaces over several folders', () => {
  const project = projectOf({
    environment: ['/e/site', '/e/system'],
    files: {
      '/e/site/typed/__init__.py': 'def f(): return other()\n', '/e/site/typed/__init__.pyi': 'def f() -> int: ...\n',
      '/e/site/plain/__init__.py': 'def f(): return other()\ndef g() -> int: ...\n', '/e/site/plain/sub.py': 'def h() -> int: ...\n',
      '/e/system/plain-stubs/__init__.pyi': 'def f() -> bytes: ...\n',
      '/e/site/space/a.py': 'def f() -> int: ...\n', '/e/system/space/b.py': 'def f() -> str: ...\n',
      '/e/site/both.py': 'def f() -> int: ...\n', '/e/system/both.py': 'def f() -> str: ...\n',
      '/w/typed.py': '', '/w/t.py': 'from typed import f\nf()\n', '/w/x/t.py': 'import typed\ntyped.f()\n',
      '/w/p.py': 'import plain\nplain.f()\n', '/w/ps.py': 'from plain.sub import h\nh()\n', '/w/a.py': 'import space.a\nspace.a.f()\n',
      '/w/b.py': 'from space import b\nb.f()\n', '/w/both_first.py': 'import both\nboth.f()\n',
    },
  });
  assert.equal(last(project, '/w/t.py'), 'unknown', 'the project\'s own module comes first');
  assert.equal(last(project, '/w/p.py'), 'bytes');
  assert.equal(last(project, '/w/ps.py'), 'int', 'a module without stubs is read itself');
  assert.equal(last(project, '/w/a.py'), 'int');
  assert.equal(last(project, '/w/b.py'), 'str');
  assert.equal(last(project, '/w/both_first.py'), 'int');
});

test('editable installs: mapped modules are installed ones, those of the project are its own', () => {
  const project = projectOf({
    environment: ['/e/site'],
    mapped: { far: ['/other/lib'], one: ['/other/one'], near: ['/w/packages/near'], 'ns.part': ['/other/part'], ns: ['/other/ns'], gone: ['/gone'] },
    files: {
      '/other/lib/__init__.py': 'class C:\n    async def m(self) -> int: ...\n', '/other/lib/sub.py': 'from . import C\ndef f() -> C: ...\n', '/other/one.py': 'def f() -> int: ...\n',
      '/other/part/__init__.py': 'def f() -> str: ...\n', '/other/ns/beside.py': 'def f() -> bytes: ...\n', '/other/hidden.py': 'def f() -> int: ...\n',
      '/w/packages/near/__init__.py': 'class N:\n    async def m(self) -> int: ...\n', '/w/main.py': '',
      '/w/a.py': 'import far.sub\nfar.sub.f()\n', '/w/b.py': 'import one\none.f()\n', '/w/c.py': 'import ns.part\nns.part.f()\n', '/w/d.py': 'from ns import beside\nbeside.f()\n',
      '/w/e.py': 'import near\nnear.N()\n', '/w/f.py': 'import hidden\nhidden.f()\n', '/w/g.py': 'import gone\ngone.f()\n',
    },
  });
  assert.equal(last(project, '/w/a.py'), 'far.C');
  assert.equal(last(project, '/w/b.py'), 'int');
  assert.equal(last(project, '/w/c.py'), 'str');
  assert.equal(last(project, '/w/d.py'), 'bytes');
  assert.equal(last(project, '/w/e.py'), 'near:N');
  assert.equal(last(project, '/w/f.py'), 'unknown', 'only what is mapped is found there');
  assert.equal(last(project, '/w/g.py'), 'unknown');
  assert.ok(project.resolver.isInstalled('/other/lib/sub.py') && project.resolver.isInstalled('/other/one.py'));
  assert.ok(!project.resolver.isInstalled('/w/packages/near/__init__.py') && !project.resolver.isInstalled('/other/one_more.py'));
});

test('folders without `__init__.py` inside a package: libraries come before the modules beside the importing one', () => {
  const project = projectOf({
    environment: ['/e/site'],
    files: {
      '/e/site/openai/__init__.py': 'def client() -> bytes: ...\n',
      '/w/app/__init__.py': '', '/w/app/shared.py': 'def f() -> str: ...\n', '/w/app/llms/__init__.py': '',
      '/w/app/llms/openai/openai.py': 'from openai import client\nclient()\n',
      '/w/app/llms/openai/more.py': 'import types\ntypes.f()\n',
      '/w/app/llms/openai/types.py': 'def f() -> int: ...\n',
      '/w/app/llms/openai/deep/er/run.py': 'import openai\nopenai.client()\n',
      '/w/app/llms/openai/deep/er/openai.py': 'def client() -> int: ...\n',
      '/w/app/llms/openai/deep/er/beside.py': 'import openai_twin\nopenai_twin.f()\n',
      '/w/app/llms/openai/deep/er/openai_twin.py': 'def f() -> int: ...\n',
      '/w/app/llms/openai/deep/er/outer.py': 'from app.shared import f\nf()\n',
      '/w/scripts/openai.py': 'def client() -> int: ...\n',
      '/w/scripts/run.py': 'import openai\nopenai.client()\n',
      '/w/app/llms/openai/redis_twin.py': 'import redis_twin\ndef connect() -> int: ...\nredis_twin.connect()\n',
    },
  });
  assert.equal(last(project, '/w/app/llms/openai/openai.py'), 'bytes', 'not itself');
  assert.equal(last(project, '/w/app/llms/openai/more.py'), 'unknown', 'the standard library');
  assert.equal(last(project, '/w/app/llms/openai/deep/er/run.py'), 'bytes', 'two levels without __init__.py');
  assert.equal(last(project, '/w/app/llms/openai/deep/er/beside.py'), 'int', 'what no library is called');
  assert.equal(last(project, '/w/app/llms/openai/deep/er/outer.py'), 'str');
  assert.equal(last(project, '/w/app/llms/openai/redis_twin.py'), 'unknown', 'nobody means the file itself');
  assert.equal(last(project, '/w/scripts/run.py'), 'int', 'outside of packages the own folder comes first');
});

test('only modules that are reached are read', () => {
  const files: Record<string, string> = { '/w/main.py': 'from big import start\nimport big.unused, other\nstart()\n', '/w/never.py': 'import main\n' };
  for (let index = 0; index < 200; index++) files[`/e/site/big/part${index}.py`] = `from . import part${(index + 1) % 200}\ndef f${index}(): return None\n`;
  files['/e/site/big/__init__.py'] = 'from .part7 import f7 as start\nfrom .part8 import *\nfrom . import part9, part10\n';
  files['/e/site/big/unused.py'] = 'x = 1\n';
  files['/e/site/other.py'] = 'x = 1\n';
  const read: string[] = [];
  class Host extends MemoryHost {
    override readModule(path: string) {
      read.push(path);
      return super.readModule(path);
    }
  }
  const project = new PythonProject(new Host(new Map(Object.entries(files)), ['/w'], ['/e/site']));
  assert.equal(last(project, '/w/main.py'), 'None');
  assert.deepEqual(read, ['/w/main.py', '/e/site/big/__init__.py', '/e/site/big/part7.py']);
});

test('a folder of 100,000 files costs nothing but what is asked', () => {
  const files = new Map<string, string>([['/w/main.py', 'import many.m99999, many\nmany.m99999.x\n']]);
  for (let index = 0; index < 100_000; index++) files.set(`/w/many/m${index}.py`, '');
  files.set('/w/many/m99999.py', 'x = 1\n');
  let looks = 0;
  class Host extends MemoryHost {
    override isFile(path: string): boolean {
      looks++;
      return super.isFile(path);
    }
  }
  assert.equal(last(new PythonProject(new Host(files, ['/w'])), '/w/main.py'), 'int');
  assert.ok(looks < 50, `${looks} looks`);
});

test('packages without end (links that lead back) are followed as far as the text asks', () => {
  class Host extends MemoryHost {
    override isFile(path: string): boolean {
      return super.isFile(path.replace(/(\/pkg)+/, '/pkg'));
    }

    override isFolder(path: string): boolean {
      return super.isFolder(path.replace(/(\/pkg)+/, '/pkg'));
    }

    override readModule(path: string) {
      const text = super.readModule(path.replace(/(\/pkg)+/, '/pkg'))?.text;
      return text === undefined ? undefined : lowerPython(path, text);
    }
  }
  const deep = `/w${'/pkg'.repeat(500)}/user.py`;
  const text = `from pkg.pkg.pkg.mod import f\nimport ${'pkg.'.repeat(3_000)}mod\nf()\n`;
  const project = new PythonProject(new Host(new Map([['/w/pkg/__init__.py', ''], ['/w/pkg/mod.py', 'def f() -> int: ...\n'], ['/w/pkg/user.py', text], ['/w/main.py', text]]), ['/w']));
  assert.equal(last(project, '/w/main.py'), 'int');
  assert.equal(last(project, deep), 'int');
  assert.match(project.resolver.nameOf(deep), /^(?:pkg\.)+user$/);
});

/** Counts what is asked about the file system. */
class CountingHost extends MemoryHost {
  asked = 0;

  override isFile(path: string): boolean {
    this.asked++;
    return super.isFile(path);
  }

  override isFolder(path: string): boolean {
    this.asked++;
    return super.isFolder(path);
  }
}

test('a place is asked about once, until a file appears or vanishes', () => {
  const host = new CountingHost(new Map([
    ['/w/pkg/__init__.py', ''], ['/w/pkg/a.py', ''], ['/w/pkg/b.py', ''], ['/w/pkg/space/deep.py', ''],
  ]), ['/w']);
  const { resolver } = new PythonProject(host);
  const all = (from: string): string[] => [
    ...['.', '.a', '.gone', '.space', 'pkg.a', 'pkg.gone'].map((name) => resolver.resolve(from, name)),
    ...['a', 'gone', 'space'].map((name) => resolver.submodule({ path: '/w/pkg/__init__.py' }, name)),
  ].map((target) => target?.kind ?? 'nothing');
  const expected = ['file', 'file', 'nothing', 'namespace', 'file', 'nothing', 'file', 'nothing', 'namespace'];
  assert.deepEqual(all('/w/pkg/a.py'), expected);
  const { asked } = host;
  assert.deepEqual(all('/w/pkg/b.py'), expected, 'from another file of the package');
  assert.equal(host.asked, asked);
  host.write('/w/pkg/gone.py', '');
  resolver.clear();
  assert.deepEqual(all('/w/pkg/b.py'), expected.map((kind) => (kind === 'nothing' ? 'file' : kind)));
});
