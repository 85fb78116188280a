/** Where the import that a fix needs is written: the sections of isort and PEP 8 stay what they are. */
import { pictures, type Case } from './testing/pictures.js';

/** The text above the call, before and after the fix. */
function imports(name: string, before: string, after: string, more: Partial<Case> & { readonly call?: string; readonly fixedCall?: string } = {}): Case {
  const { call = 'requests.get(url)', fixedCall = 'await asyncio.to_thread(requests.get, url)', ...rest } = more;
  const label = `${call.slice(0, call.indexOf('('))}(…)`;
  return {
    name, language: 'python',
    source: `\n${before}\nasync def main(url):\n    ${call}\n    ${'~'.repeat(call.length)} ${label} blocks the event loop (HTTP)\n`,
    fixed: `${after}\nasync def main(url):\n    ${fixedCall}\n`,
    ...rest,
  };
}

const keywords = { call: 'requests.get(url, timeout=1)', fixedCall: 'await asyncio.get_running_loop().run_in_executor(None, functools.partial(requests.get, url, timeout=1))', pythonVersion: '3.8' };

pictures('blocking-call', [
  imports('a section above third parties, where the file has sections',
    'from __future__ import annotations\n\nimport aiohttp\nimport requests\n', 'from __future__ import annotations\n\nimport asyncio\n\nimport aiohttp\nimport requests\n'),
  imports('third parties and our own apart: sections too',
    'import requests\n\nfrom .models import Item\n', 'import asyncio\n\nimport requests\n\nfrom .models import Item\n'),
  imports('one block only: nobody knows whether it has sections', 'import requests\n', 'import asyncio\nimport requests\n'),
  imports('no empty line between the blocks that there are', 'from __future__ import annotations\nimport requests\n', 'from __future__ import annotations\nimport asyncio\nimport requests\n'),
  imports('the section is there already', 'import json\n\nimport requests\n', 'import asyncio\nimport json\n\nimport requests\n'),
  imports('a block of both kinds is one in which all stand together',
    'from __future__ import annotations\n\nimport json\nimport requests\n', 'from __future__ import annotations\n\nimport asyncio\nimport json\nimport requests\n'),
  imports('two imports are one section',
    'from __future__ import annotations\n\nimport requests\n', 'from __future__ import annotations\n\nimport asyncio\nimport functools\n\nimport requests\n', keywords),
  ...[['a docstring', '"""Loads."""\n'], ['a comment', '# Loads.\n']].map(([what = '', above = '']): Case => ({
    name: `two imports below ${what}`, language: 'python', pythonVersion: '3.8',
    source: `${above}
async def main(url):
    import requests
    requests.get(url, timeout=1)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`,
    fixed: `${above}${what === 'a docstring' ? '\n' : ''}import asyncio
import functools
${what === 'a docstring' ? '' : '\n'}
async def main(url):
    import requests
    await asyncio.get_running_loop().run_in_executor(None, functools.partial(requests.get, url, timeout=1))
`,
  })),
]);
